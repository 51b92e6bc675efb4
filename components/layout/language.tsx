'use client'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import type { SubmitEvent } from 'react'
import { TRY_PATH } from '#components/check/try-path.ts'
import { Button } from '#components/ui/button.tsx'

/** Changes the language. With JavaScript in place, so that a chosen file and its verdict stay; else as a plain form. */
export function Language() {
  const t = useTranslations('common.language')
  const router = useRouter()
  const other = useLocale() === 'sv' ? 'en' : 'sv'

  async function change(event: SubmitEvent<HTMLFormElement>) {
    // That page may not send anything.
    if (window.location.pathname === TRY_PATH) return
    event.preventDefault()
    const form = event.currentTarget
    try {
      // The redirect is not followed: the page is refreshed instead.
      await fetch(form.action, { method: 'POST', body: new URLSearchParams({ sprak: other }), redirect: 'manual' })
      router.refresh()
    } catch {
      form.submit()
    }
  }

  return (
    <form method="post" action="/api/sprak" onSubmit={(event) => void change(event)}>
      <input type="hidden" name="sprak" value={other} />
      <Button kind="quiet" size="small" lang={other}>
        {t('change')}
      </Button>
    </form>
  )
}

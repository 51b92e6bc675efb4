'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { handOver } from './hand-over.ts'

export type OtherCompanyProps = { company: { employerId: string; name: string; identity: string }; files: readonly File[] }

/** The file is for another company of the person: a button switches to it and checks the file again. */
export function OtherCompany({ company: { employerId, name }, files }: OtherCompanyProps) {
  const t = useTranslations('send.otherCompany')
  const router = useRouter()
  async function change() {
    const body = new URLSearchParams({ employerId, next: window.location.pathname })
    // The redirect is not followed: the page is refreshed instead.
    await fetch('/api/foretag', { method: 'POST', body, redirect: 'manual' })
    handOver(files)
    router.refresh()
  }
  return (
    <div className="grid justify-items-start gap-3">
      <p>{t('text', { name })}</p>
      <Button type="button" onClick={() => void change()}>
        {t('switch', { name, count: files.length })}
      </Button>
    </div>
  )
}

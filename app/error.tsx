'use client'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { LeadOn } from '#components/layout/lead-on.tsx'
import { isLoggedOut, LogInAgain } from '#components/layout/log-in-again.tsx'
import { useVisit } from '#components/layout/visit.tsx'
import { Button } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'

type Props = { error: unknown; retry: () => void }

/** The error page, with the id under which the error is logged. A login that ended while the page was made leads to the login. */
export default function ErrorPage({ error, retry }: Props) {
  return isLoggedOut(error) ? <LogInAgain /> : <Fault error={error} retry={retry} />
}

function Fault({ error, retry }: Props) {
  const t = useTranslations('common.error')
  const title = t('title')
  const { hasContact } = useVisit()
  useEffect(() => {
    document.title = title
    document.getElementById('rubrik')?.focus()
  }, [title])
  const id = error instanceof Error && 'digest' in error ? String(error.digest) : undefined
  return (
    <Page width="text">
      <PageTitle lead={t('text')}>{title}</PageTitle>
      {id && hasContact && (
        <p>
          {t('id')} <code className="font-mono font-semibold select-all">{id}</code>
        </p>
      )}
      <p>
        <Button type="button" onClick={retry}>
          {t('again')}
        </Button>
      </p>
      <LeadOn />
    </Page>
  )
}

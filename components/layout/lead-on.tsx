'use client'
import { useTranslations } from 'next-intl'
import { LinkButton } from '#components/ui/link-button.tsx'
import { useVisit } from './visit.tsx'

/** The way back from a page that could not be shown. */
export function LeadOn() {
  const t = useTranslations('common')
  if (useVisit().isLoggedIn)
    return (
      <p>
        <LinkButton kind="secondary" href="/hem">
          {t('leadOn.home')}
        </LinkButton>
      </p>
    )
  return (
    <p className="flex flex-wrap gap-3">
      <LinkButton kind="secondary" href="/">
        {t('leadOn.start')}
      </LinkButton>
      <LinkButton kind="quiet" href="/logga-in">
        {t('account.logIn')}
      </LinkButton>
    </p>
  )
}

'use client'
import { useTranslations } from 'next-intl'
import { useHydrated } from '#components/check/use-hydrated.ts'
import { Button } from '#components/ui/button.tsx'

/** The browser's own printing, which also saves as PDF. Without JavaScript its menu does the same. */
export function PrintButton() {
  const t = useTranslations('submissions.page')
  if (!useHydrated()) return null
  return (
    <Button type="button" kind="quiet" size="small" className="min-h-11" onClick={() => window.print()}>
      {t('print')}
    </Button>
  )
}

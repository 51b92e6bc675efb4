'use client'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { useHydrated } from './use-hydrated.ts'

/** Once a file is chosen: that nothing is sent yet, on one line. */
export function NotSentYet() {
  return <strong>{useTranslations('send.file')('choosingIsNotSending')}</strong>
}

/**
 * Under the field: what choosing does, or, without JavaScript and until it has come, the plain form's button. Room is kept for the
 * larger of the two, so that nothing moves when the page wakes.
 */
export function PlainOrChecked({ checkOnly }: { checkOnly: boolean }) {
  const hydrated = useHydrated()
  return (
    <div className="min-h-40 sm:min-h-32">{hydrated ? <Checked checkOnly={checkOnly} /> : <Plain checkOnly={checkOnly} />}</div>
  )
}

function Checked({ checkOnly }: { checkOnly: boolean }) {
  const t = useTranslations('send.file')
  if (checkOnly) return <p>{t('checkOnlyChoosing')}</p>
  return (
    <>
      <p>
        <strong>{t('choosingIsNotSending')}</strong> {t('checkedHere')}
      </p>
      <Disclosure summary={t('askedTitle')}>
        <p className="max-w-text">{t('asked')}</p>
      </Disclosure>
    </>
  )
}

function Plain({ checkOnly }: { checkOnly: boolean }) {
  const t = useTranslations('send.file')
  if (checkOnly) return <p className="text-muted">{t('plainCheckNote')}</p>
  return (
    <div className="grid justify-items-start gap-3">
      <Button>{t('plainSend')}</Button>
      <p className="text-muted">{t('plainNote')}</p>
    </div>
  )
}

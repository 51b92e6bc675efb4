import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'

/** Asks once, by itself: opening it shows what it means, the button does it. A plain form, with or without JavaScript. */
export function Withdraw({ reference }: { reference: string }) {
  const t = useTranslations('submissions.page')
  return (
    <div className="print:hidden">
      <Disclosure summary={t('withdraw')}>
        <p>{t('withdrawAsk')}</p>
        <form method="post" action={`/api/inlamningar/${reference}?aterkalla=1`}>
          <Button kind="danger">{t('withdrawYes', { reference })}</Button>
        </form>
      </Disclosure>
    </div>
  )
}

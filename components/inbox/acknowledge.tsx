import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import type { DeliveryView } from './delivery-view.ts'

/** An act of its own, for good. Asks once, by itself: opening it says what it means, the button does it. */
export function Acknowledge({ delivery: { id, name, status } }: { delivery: DeliveryView }) {
  const t = useTranslations('inbox')
  return (
    <div className="w-full max-w-text print:hidden">
      <Disclosure summary={t('acknowledge')}>
        <p>{t('acknowledgeAsk')}</p>
        {status === 'ny' && <p>{t('acknowledgeFirst')}</p>}
        <form method="post" action={`/api/inkorg/${id}?kvittera=1`}>
          <Button kind={status === 'ny' ? 'secondary' : 'primary'} className="wrap-anywhere">
            {t('acknowledgeYes', { file: name })}
          </Button>
        </form>
      </Disclosure>
    </div>
  )
}

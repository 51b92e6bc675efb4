import { useTranslations } from 'next-intl'
import { Icon } from '#components/ui/icon.tsx'

/** What one goes home with, shown before one has begun. */
export function ExampleReceipt() {
  const t = useTranslations('start.example')
  const rows = [
    { term: t('file'), text: 'sjuk_november.xml' },
    { term: t('records'), text: t('recordsValue') },
    { term: t('reference'), text: 'K7MQ-2XWH-9' },
    { term: t('kvittensId'), text: '20261121-004711' },
  ]
  return (
    <figure className="grid gap-3">
      <figcaption className="text-small text-muted">{t('label')}</figcaption>
      <div className="rounded-card border border-line bg-page p-6 shadow-[0_1px_2px_rgb(0_0_0/0.06),0_12px_32px_rgb(0_0_0/0.08)]">
        <p className="flex gap-3 border-b border-dashed border-edge pb-4 text-h4 font-semibold">
          <Icon name="success" className="mt-px size-6 text-success" />
          {t('headline')}
        </p>
        <dl className="mt-4 grid gap-2.5">
          {rows.map(({ term, text }) => (
            <div key={term} className="flex flex-wrap justify-between gap-x-4">
              <dt className="text-muted">{term}</dt>
              <dd className="font-semibold tabular-nums">{text}</dd>
            </div>
          ))}
        </dl>
      </div>
    </figure>
  )
}

import { useTranslations } from 'next-intl'
import { Receipt } from '#components/ui/receipt.tsx'

/** What one goes home with, shown before one has begun. */
export function ExampleReceipt() {
  const t = useTranslations('start.example')
  const lines = [
    { key: 'file', term: t('file'), text: 'sjuk_november.xml' },
    { key: 'records', term: t('records'), text: t('recordsValue') },
    { key: 'reference', term: t('reference'), text: 'K7MQ-2XWH-9' },
    { key: 'kvittensId', term: t('kvittensId'), text: '20261121-004711' },
  ]
  return (
    <figure className="grid gap-3">
      <figcaption className="text-small text-muted">{t('label')}</figcaption>
      <Receipt title={t('headline')} isWell sections={[{ key: 'facts', lines }]} />
    </figure>
  )
}

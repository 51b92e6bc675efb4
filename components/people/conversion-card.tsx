import { useLocale, useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import type { ListedConversion } from '#lib/conversions/list-conversions.ts'
import type { Layout, LayoutColumn } from '#lib/tables/layout.ts'
import { fieldTitle } from '#lib/text/findings.ts'
import { longDate } from '#lib/text/format-time.ts'

type Props = { conversion: ListedConversion; employerId: string; mayChange: boolean }

/** One version: what it reads as what, and the switch for machines. */
export function ConversionCard({ conversion, employerId, mayChange }: Props) {
  const t = useTranslations('conversions')
  const locale = useLocale()
  const { id, version, layout, madeAt, onSince } = conversion
  return (
    <div className="grid gap-4 border-b border-line pb-6">
      <p>
        {t('version', { version: String(version), date: longDate(madeAt, locale) })}{' '}
        <strong>{onSince ? t('on', { date: longDate(onSince, locale) }) : t('off')}</strong>
      </p>
      <Disclosure summary={t('columns', { version: String(version) })}>
        <LayoutFacts layout={layout} />
        <Columns layout={layout} version={version} />
      </Disclosure>
      {mayChange && (
        <form method="post" action="/api/foretaget/omvandlingar" className="grid justify-items-start gap-4">
          <input type="hidden" name="foretag" value={employerId} />
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="till" value={onSince ? 'av' : 'pa'} />
          {!onSince && <Checkbox name="sett" value="ja" id={`sett-${id}`} label={t('seen')} required />}
          <Button kind="secondary">{onSince ? t('switchOff') : t('switchOn', { version: String(version) })}</Button>
        </form>
      )}
    </div>
  )
}

function LayoutFacts({ layout: { format, sheet, delimiter, dateForm, leaveOutSumRows } }: { layout: Layout }) {
  const t = useTranslations('conversions')
  const rows = [
    { term: t(`format.${format}`), text: format.toUpperCase() },
    ...(sheet === undefined ? [] : [{ term: t('sheet'), text: sheet }]),
    ...(delimiter === undefined ? [] : [{ term: t('delimiter'), text: delimiter === '\t' ? t('tab') : delimiter }]),
    ...(dateForm === undefined ? [] : [{ term: t('dateForm'), text: t(`dateForms.${dateForm}`) }]),
    ...(leaveOutSumRows ? [{ term: t('sums'), text: t('sumsLeftOut') }] : []),
  ]
  return <DefinitionList rows={rows} />
}

function Columns({ layout, version }: { layout: Layout; version: number }) {
  const t = useTranslations('conversions')
  const locale = useLocale()
  const titleOf = (field: string) => {
    const [, name = '', number = '1'] = /\/([^#]+)(?:#(\d+))?/.exec(field) ?? []
    return number === '1' ? fieldTitle(name, locale) : `${fieldTitle(name, locale)} ${number}`
  }
  const columns: DataColumn<LayoutColumn & { at: number }>[] = [
    { key: 'heading', label: t('heading'), heads: true, cell: ({ heading }) => <span className="wrap-anywhere">{heading}</span> },
    { key: 'becomes', label: t('becomes'), cell: ({ field }) => (field === null ? t('passedOver') : titleOf(field)) },
  ]
  const rows = layout.columns.map((column, at) => ({ ...column, at }))
  return (
    <DataTable
      caption={t('columns', { version: String(version) })}
      columns={columns}
      rows={rows}
      rowKey={({ at }) => String(at)}
    />
  )
}

import { useLocale, useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import type { TableColumn, TableEncoding } from '#lib/services/description.ts'
import { fieldTitle } from '#lib/text/findings.ts'

/** How the file is written as a table, and what its columns may be called. */
export function TablePart({ table }: { table: TableEncoding }) {
  const t = useTranslations('docs.table')
  const locale = useLocale()
  const nameOf = ({ field }: TableColumn) => field.split('/').at(-1) ?? ''
  const columns: DataColumn<TableColumn>[] = [
    { key: 'heading', label: t('heading'), heads: true, cell: ({ titles }) => <Headings titles={titles} /> },
    {
      key: 'field',
      label: t('field'),
      cell: (column) => (
        <span className="wrap-anywhere">
          {fieldTitle(nameOf(column), locale)} <span className="font-mono text-small text-muted">{nameOf(column)}</span>
        </span>
      ),
    },
    {
      key: 'note',
      label: t('note'),
      cell: ({ repeat, filledWith }) => (repeat ? t('repeat', { count: repeat }) : filledWith ? t(`filled.${filledWith}`) : '–'),
    },
  ]
  return (
    <>
      <div className="grid max-w-text gap-2">
        <p>{t('lead')}</p>
        <p>{t('dates')}</p>
      </div>
      <DataTable caption={t('title')} columns={columns} rows={[...table.columns]} rowKey={({ field }) => field} />
    </>
  )
}

/** What a column may be headed. Swedish headings stand in English descriptions too: that is what files have. */
function Headings({ titles: { sv, en } }: Pick<TableColumn, 'titles'>) {
  if (useLocale() === 'sv') return sv.join(', ')
  return (
    <>
      {en.join(', ')}, <span lang="sv">{sv[0]}</span>
    </>
  )
}

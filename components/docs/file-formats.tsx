// How a file of the e-service may be written: as XML, in fixed positions, as a table. Each part is made from the description.
import { useLocale, useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import type { FixedEncoding, Service, TableColumn, TableEncoding } from '#lib/services/description.ts'
import { fieldTitle } from '#lib/text/findings.ts'
import { prologLines } from '#lib/xml.ts'
import { CodeBlock } from './code-block.tsx'
import { RecordPositions } from './record-positions.tsx'

const TENS = 10

/** How the file is written as XML, and a file without faults. */
export function XmlPart({ service: { xml, root }, example }: { service: Service; example: string }) {
  const t = useTranslations('docs.xml')
  const inner = root.role === 'passed-over' ? root.content[0]?.name : undefined
  return (
    <>
      <div className="grid max-w-text gap-2">
        <p>{t('encodings', { encodings: xml.encodings.join(', ') })}</p>
        {xml.namespace && <p className="wrap-anywhere">{t('namespace', { namespace: xml.namespace })}</p>}
        <p>{t(xml.doctype ? 'doctype' : 'noDoctype')}</p>
      </div>
      {xml.doctype && <CodeBlock label="DOCTYPE" text={prologLines('UTF-8', xml.doctype).at(-1) ?? ''} />}
      {inner && <p className="max-w-text">{t('around', { part: inner })}</p>}
      <CodeBlock label={`${t('title')}: ${t('example')}`} text={example} />
    </>
  )
}

/** How the file is written in fixed positions, record by record, and a file without faults under a ruler. */
export function FixedPart({ service, fixed, example }: { service: Service; fixed: FixedEncoding; example: string }) {
  const t = useTranslations('docs.fixed')
  return (
    <>
      <p className="max-w-text">{t('lead', { encoding: fixed.encoding, length: fixed.length })}</p>
      {fixed.records.map((record) => (
        <RecordPositions key={record.type} service={service} fixed={fixed} record={record} />
      ))}
      <CodeBlock label={`${t('title')}: ${t('example')}`} text={`${ruler(fixed.length)}\n${example}`} />
    </>
  )
}

/** `----+----1----+----2`: the tens by number, so that a position can be counted by eye. */
function ruler(length: number): string {
  return Array.from({ length: Math.ceil(length / TENS) }, (_, ten) => `----+----${(ten + 1) % TENS}`)
    .join('')
    .slice(0, length)
}

/** How the file is written as a table, and what its columns may be called. */
export function TablePart({ table }: { table: TableEncoding }) {
  const t = useTranslations('docs.table')
  const locale = useLocale()
  const heading = table.ambiguous?.[0]?.headings[0]
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
        {heading && <p>{t('ambiguous', { heading })}</p>}
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

import { useLocale, useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Heading } from '#components/ui/heading.tsx'
import { type Field, type FixedEncoding, type FixedRecord, isField, type Part, type Service } from '#lib/services/description.ts'
import { fieldTitle } from '#lib/text/findings.ts'

type Row = { from: number; to: number; what: string; name?: string; form: string }

/** One record type: which positions hold what. */
export function RecordPositions({ service, fixed, record }: { service: Service; fixed: FixedEncoding; record: FixedRecord }) {
  const t = useTranslations('docs.fixed')
  const id = `post-${record.type}`
  const after = record.after.map((type) => type || t('first')).join(', ')
  const columns: DataColumn<Row>[] = [
    { key: 'positions', label: t('positions'), heads: true, cell: ({ from, to }) => (from === to ? from : `${from}–${to}`) },
    { key: 'length', label: t('length'), cell: ({ from, to }) => to - from + 1 },
    {
      key: 'field',
      label: t('field'),
      cell: ({ what, name }) => (
        <span className="wrap-anywhere">
          {what} {name && <span className="font-mono text-small text-muted">{name}</span>}
        </span>
      ),
    },
    { key: 'form', label: t('form'), cell: ({ form }) => form },
  ]
  return (
    <section aria-labelledby={id} className="grid gap-2">
      <Heading level={2} look={4} id={id}>
        {t('record', { type: record.type })}
      </Heading>
      <p className="text-muted">
        {t('opens', { parts: record.parts.join(', ') })} {t('after', { types: after })}
      </p>
      <DataTable
        caption={t('record', { type: record.type })}
        columns={columns}
        rows={useRows(fixed, service, record)}
        rowKey={({ from }) => String(from)}
      />
    </section>
  )
}

/** The fields in order, with the blanks between and after them. */
function useRows(fixed: FixedEncoding, { root }: Service, { type, fields }: FixedRecord): Row[] {
  const t = useTranslations('docs.fixed')
  const locale = useLocale()
  const rows: Row[] = [{ from: 1, to: type.length, what: t('type'), form: type }]
  let next = type.length + 1
  const blank = (to: number) => {
    if (next <= to) rows.push({ from: next, to, what: t('blank'), form: t('blanks') })
  }
  for (const field of fields) {
    const { from, to } = field
    blank(from - 1)
    next = to + 1
    if (field.literal !== undefined) {
      rows.push({ from, to, what: t('mark'), form: field.literal })
      continue
    }
    const name = field.field.split('/').at(-1) ?? ''
    const words = Object.entries(field.words ?? {}).map(([written, value]) => t('words', { written, value }))
    const described = fieldOf(root, field.field)
    const form = words.length > 0 ? words.join(', ') : described ? t(`forms.${formOf(described)}`) : ''
    rows.push({ from, to, what: fieldTitle(name, locale), name, form })
  }
  blank(fixed.length)
  return rows
}

/** The field that `part/field` names. */
function fieldOf(part: Part, path: string): Field | undefined {
  const [partName, name] = path.split('/')
  if (part.name === partName) return [...part.attributes, ...part.content.filter(isField)].find((field) => field.name === name)
  for (const item of part.content) {
    const found = isField(item) ? undefined : fieldOf(item, path)
    if (found) return found
  }
  return undefined
}

function formOf({ type }: Field): 'date' | 'clock' | 'identity' | 'count' | 'digits' | 'text' {
  switch (type.kind) {
    case 'date':
    case 'clock':
    case 'identity':
    case 'count':
    case 'digits':
      return type.kind
    default:
      return 'text'
  }
}

import { useLocale, useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Heading } from '#components/ui/heading.tsx'
import { type Field, isField, type Part } from '#lib/services/description.ts'
import { fieldTitle } from '#lib/text/findings.ts'
import { useFieldForm, useOccurs } from './field-form.ts'

/** A part of the file, what stands in it, and the parts inside it after. */
export function PartFields({ part }: { part: Part }) {
  return (
    <>
      <OnePart part={part} />
      {part.content.map((item) => !isField(item) && <PartFields key={item.name} part={item} />)}
    </>
  )
}

function OnePart({ part }: { part: Part }) {
  const t = useTranslations('docs.fields')
  const occurs = useOccurs()
  const fields = [...part.attributes, ...part.content.filter(isField)]
  return (
    <section aria-labelledby={`del-${part.name}`} className="grid gap-2 *:min-w-0">
      <Heading level={3} look={4} id={`del-${part.name}`}>
        {t('part', { name: part.name, occurs: occurs(part) })}
      </Heading>
      {part.order === 'any' && fields.length > 1 && part.role === 'case' && <p>{t('anyOrder')}</p>}
      {fields.length > 0 && <FieldTable part={part} fields={fields} />}
    </section>
  )
}

function FieldTable({ part, fields }: { part: Part; fields: Field[] }) {
  const t = useTranslations('docs.fields')
  const locale = useLocale()
  const form = useFieldForm()
  const occurs = useOccurs()
  const columns: DataColumn<Field>[] = [
    {
      key: 'name',
      label: t('name'),
      heads: true,
      cell: (field) => (
        <span className="wrap-anywhere">
          <span className="font-mono text-small">{field.name}</span>
          {part.attributes.includes(field) && <span className="text-small text-muted"> ({t('attribute')})</span>}
        </span>
      ),
    },
    { key: 'what', label: t('what'), cell: ({ name }) => fieldTitle(name, locale) },
    { key: 'type', label: t('type'), cell: form },
    { key: 'occurs', label: t('occurs'), cell: occurs },
  ]
  return <DataTable caption={part.name} columns={columns} rows={fields} rowKey={({ name }) => name} />
}

import { useLocale, useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Heading } from '#components/ui/heading.tsx'
import { type Field, isField, type Part } from '#lib/services/description.ts'
import { fieldForm } from '#lib/text/field-form.ts'
import { fieldTitle } from '#lib/text/findings.ts'
import { isLocale } from '#lib/text/locale.ts'

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
    <section aria-labelledby={`del-${part.name}`} className="grid gap-2">
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
  const form = (field: Field) => fieldForm(field, isLocale(locale) ? locale : 'en')
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

/** How many times something may stand where it stands. */
function useOccurs(): (item: Field | Part) => string {
  const t = useTranslations('docs.fields')
  return (item) => {
    if ('fallback' in item && item.fallback) return t('fallback', { value: item.fallback })
    if (item.max === Number.POSITIVE_INFINITY) return t('many', { min: item.min })
    return item.min === item.max ? String(item.min) : t('between', { min: item.min, max: item.max })
  }
}

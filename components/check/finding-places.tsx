import { useLocale, useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import type { Finding } from '#lib/checking/report.ts'
import { fieldTitle } from '#lib/text/findings.ts'
import { isAboutValue } from './is-about-value.ts'
import { MendHere } from './mend-here.tsx'
import type { AskToMend } from './mend-offers.tsx'

/** `own`: the part of the text that differs from the other places. */
export type FindingPlace = Finding & { own: string }

type Props = { caption: string; findings: FindingPlace[]; mend?: AskToMend | undefined }

/** One row a place: where, reference, field, what was found, a field to correct it in. Empty columns are left out. */
export function FindingPlaces({ caption, findings, mend }: Props) {
  const t = useTranslations('send.findings')
  const locale = useLocale()
  const place = ({ at }: Finding) => (at.cell ? t('cell', { cell: at.cell }) : t('place', { line: at.line, column: at.column }))
  const [only, another] = findings
  if (only && !another) return <SinglePlace finding={only} place={place(only)} mend={mend} />
  const columns: DataColumn<FindingPlace>[] = [
    {
      key: 'place',
      label: t('where'),
      heads: true,
      cell: (finding) => <span className="whitespace-nowrap">{place(finding)}</span>,
    },
  ]
  if (findings.some(({ referens }) => referens))
    columns.push({
      key: 'referens',
      label: t('reference'),
      cell: ({ referens }) => <span className="wrap-anywhere">{referens ?? '–'}</span>,
    })
  if (findings.some(({ at }) => at.field))
    columns.push({
      key: 'field',
      label: t('field'),
      cell: ({ at }) =>
        at.field ? (
          <span className="wrap-anywhere">
            {fieldTitle(at.field, locale)} <span className="font-mono text-small text-muted">{at.field}</span>
          </span>
        ) : (
          '–'
        ),
    })
  if (findings.some(({ own }) => own)) columns.push({ key: 'fault', label: t('fault'), cell: ({ own }) => own })
  if (mend && findings.some(isAboutValue))
    columns.push({
      key: 'mend',
      label: t('mend'),
      cell: (finding) => (isAboutValue(finding) ? <MendHere at={finding.at} place={place(finding)} mend={mend} /> : '–'),
    })
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={findings}
      rowKey={({ at, code }) => `${code} ${at.byte} ${at.record ?? ''} ${at.field ?? ''}`}
    />
  )
}

type SingleProps = { finding: FindingPlace; place: string; mend: AskToMend | undefined }

/** A single place, without a table. */
function SinglePlace({ finding, place, mend }: SingleProps) {
  const { at, referens, own } = finding
  const t = useTranslations('send.findings')
  const locale = useLocale()
  const parts = [
    <span key="place" className="font-semibold">
      {place}
    </span>,
    referens && (
      <span key="referens" className="wrap-anywhere">
        {t('reference')}: {referens}
      </span>
    ),
    at.field && (
      <span key="field" className="wrap-anywhere">
        {fieldTitle(at.field, locale)} <span className="font-mono text-small text-muted">{at.field}</span>
      </span>
    ),
    own && <span key="fault">{own}</span>,
  ]
  return (
    <div className="grid justify-items-start gap-2 border-line border-l-4 pl-3">
      <p className="flex flex-wrap gap-x-6 gap-y-1">{parts}</p>
      {mend && isAboutValue(finding) && <MendHere at={at} place={place} mend={mend} />}
    </div>
  )
}

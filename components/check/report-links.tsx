import { useTranslations } from 'next-intl'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { REPORT_KINDS } from '#lib/report-files/report-kinds.ts'

/** Links to the report as files, made by the server; they do not contain the file. `at`: path of the report's page. */
export function ReportLinks({ at }: { at: string }) {
  const t = useTranslations('send.keep')
  return (
    <div className="print:hidden">
      <Disclosure summary={t('title')}>
        <div className="flex flex-wrap gap-3">
          {REPORT_KINDS.map((kind) => (
            <LinkButton key={kind} href={`${at}/rapport.${kind}`} kind="secondary" size="small" download>
              {t(`of.${kind}`)}
            </LinkButton>
          ))}
        </div>
      </Disclosure>
    </div>
  )
}

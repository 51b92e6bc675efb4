'use client'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { serviceById } from '#lib/services/catalogue.ts'
import { STAND_IN_EMPLOYER } from '#lib/tables/convert/conversion.ts'
import { serviceText } from '#lib/text/services.ts'
import type { MakeFileInput, MakeFileResult } from './check-messages.ts'
import { CheckVerdict } from './check-verdict.tsx'
import { ConvertedPart, FindingGroups, KeepReport, MendedNote, MendOffers } from './closer-parts.ts'
import { isMendedHere } from './is-mended-here.ts'
import type { AskToMend } from './mend-offers.tsx'
import { readingOf } from './reading-of.tsx'
import type { AnswerTable } from './table-reading-part.tsx'
import type { CheckedFile } from './use-check.ts'

type Props = {
  checked: CheckedFile
  make: (wish: MakeFileInput) => Promise<MakeFileResult>
  mend: AskToMend
  onAnswer: AnswerTable
  now: Date
  onChooseAgain: () => void
}

/** The result of the check without logging in, with links to log in and send. */
export function TriedPart({ checked, make, mend, onAnswer, now, onChooseAgain }: Props) {
  const t = useTranslations('tryOut')
  const send = useTranslations('send')
  const services = useTranslations('services')
  const { report, converted, file } = checked
  const service = serviceById(report.tjanst)
  if (!service) return null
  const isFilledIn = (converted?.repairCounts['filled-in'] ?? 0) > 0
  const isStopped = report.stop > 0
  const { reading, isAsked } = readingOf(checked, onAnswer)
  return (
    <div className="grid gap-10">
      <CheckVerdict
        report={report}
        checkOnly
        receiver={services(`receiver.${service.receiver}`)}
        now={now}
        mended={isMendedHere(report) ? 'here' : 'elsewhere'}
      >
        <MendedNote checked={checked} standIn={isFilledIn} />
        <p>{t('against', { service: services(`name.${serviceText(service.id)}`) })}</p>
        {isStopped && <MendOffers mend={mend} />}
        {isStopped && (
          <div>
            <Button type="button" kind={checked.mended ? 'secondary' : 'primary'} onClick={onChooseAgain}>
              {send('file.corrected')}
            </Button>
          </div>
        )}
        {!isStopped && !service.checkOnly && (
          <p>
            {t('done')} <TextLink href={`/lamna/${service.id}`}>{t('logIn')}</TextLink>
          </p>
        )}
      </CheckVerdict>
      {isAsked && reading}
      {report.findings.length > 0 && (
        <Section id="anmarkningar" title={send(isStopped ? 'findings.title' : 'findings.onlyWarnings')}>
          <FindingGroups findings={report.findings} counts={report.counts} serviceId={service.id} mend={mend} />
        </Section>
      )}
      {!isAsked && reading}
      {converted && (
        <div className="grid gap-6">
          {isFilledIn && (
            <div className="max-w-doing">
              <Notice tone="info" title={t('standIn.title')}>
                <p>{t('standIn.text', { name: STAND_IN_EMPLOYER.name })}</p>
              </Notice>
            </div>
          )}
          <ConvertedPart converted={converted} xmlName={file.name} standIn={isFilledIn} />
        </div>
      )}
      <KeepReport checked={checked} make={make} />
    </div>
  )
}

'use client'
import { useTranslations } from 'next-intl'
import { SendPart } from '#components/submission/send-part.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { FindingGroups } from './finding-groups.tsx'
import type { HandInProps } from './hand-in.tsx'
import { otherService } from './other-service.ts'
import { OtherWay } from './other-way.tsx'
import type { CheckedFile } from './use-check.ts'
import { Verdict } from './verdict.tsx'

type Props = HandInProps & {
  checked: CheckedFile
  onBusy: (isBusy: boolean) => void
  onChooseAgain: () => void
  onNext: (file: File) => void
}

/** What the check found, and the way on: mend, hand in elsewhere, or send. */
export function CheckedPart({ checked, checkOnly, receiver, elsewhere, terms, employer, onBusy, onChooseAgain, onNext }: Props) {
  const t = useTranslations('send')
  const { report, file } = checked
  const isStopped = report.stop > 0
  const isElsewhere = otherService(report) !== undefined
  return (
    <div className="grid gap-10 *:min-w-0">
      <Verdict report={report} checkOnly={checkOnly} receiver={receiver} now={new Date(terms.issuedAt)}>
        <OtherWay report={report} file={file} />
        {isStopped && (
          <div>
            <Button type="button" kind={isElsewhere ? 'secondary' : 'primary'} onClick={onChooseAgain}>
              {t(isElsewhere ? 'file.again' : 'file.corrected')}
            </Button>
          </div>
        )}
      </Verdict>
      {checkOnly && !isStopped && (
        <div className="max-w-doing">
          <Notice tone="info" title={t('checkOnly.title')}>
            <p>{t('checkOnly.after', { receiver })}</p>
            <p>{elsewhere}</p>
          </Notice>
        </div>
      )}
      {report.findings.length > 0 && (
        <Section id="anmarkningar" title={t(isStopped ? 'findings.title' : 'findings.onlyWarnings')}>
          <FindingGroups findings={report.findings} counts={report.counts} />
        </Section>
      )}
      {!checkOnly && !isStopped && (
        <div className="max-w-doing">
          <SendPart
            checked={checked}
            serviceId={terms.serviceId}
            employer={employer}
            onBusy={onBusy}
            onChooseAgain={onChooseAgain}
            onNext={onNext}
          />
        </div>
      )}
    </div>
  )
}

'use client'
import { useTranslations } from 'next-intl'
import { type ComponentProps, useState } from 'react'
import { calls } from '#components/automate/curl-call.ts'
import { SameWithCurl } from '#components/automate/same-with-curl.tsx'
import { SendPart, type SendStage } from '#components/send/send-part.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import type { MakeFileInput, MakeFileResult } from './check-messages.ts'
import { CheckVerdict } from './check-verdict.tsx'
import type { HandInProps } from './hand-in.tsx'
import { isMendedHere } from './is-mended-here.ts'
import { closerParts, needsCloserParts } from './load-closer-parts.ts'
import type { AskToMend } from './mend-offers.tsx'
import { otherService } from './other-service.ts'
import { readingOf } from './reading-of.tsx'
import type { AnswerTable } from './table-reading-part.tsx'
import type { CheckedFile } from './use-check.ts'

type Props = HandInProps & {
  checked: CheckedFile
  /** How far the sending of the file has come. */
  stage: SendStage
  /** Opened from a list, to which it leads back. */
  isOneOfSeveral: boolean
  make: (wish: MakeFileInput) => Promise<MakeFileResult>
  /** Not while the file is being sent. */
  mend: AskToMend | undefined
  onAnswer: AnswerTable
  onStage: (stage: SendStage) => void
  onReceived: (reference: string, repeat: boolean) => void
  /** The file and those of its list, as they were chosen. */
  together: readonly File[]
  onChooseAgain: () => void
}

/** The result of the check and what to do next: the verdict, what to read, sending; then what few need. */
export function CheckedPart(props: Props) {
  const { checked, make, checkOnly, terms, place, stage } = props
  const { report, converted } = checked
  // The page may have been open for days, and the clock may be slow.
  const [now] = useState(() => new Date(Math.max(Date.now(), Date.parse(terms.issuedAt))))
  const isStopped = report.stop > 0
  const isSent = !checkOnly && !isStopped
  const isBelow = stage === 'failed' || stage === 'refused'
  const result = <Result key="result" {...props} now={now} look={isBelow ? 'plain' : 'verdict'} />
  const sending = isSent && (
    <div
      key="sending"
      className={isBeside(stage) ? 'self-start lg:sticky lg:top-6 lg:col-start-2 lg:row-span-2 lg:row-start-1' : 'max-w-doing'}
    >
      <AcceptAndSend {...props} serviceId={terms.serviceId} isRepaired={(converted?.repairs.length ?? 0) > 0} />
    </div>
  )
  return (
    <div className={`grid gap-x-12 gap-y-10 ${isSent && isBeside(stage) ? 'lg:grid-cols-[minmax(0,1fr)_23rem]' : ''}`}>
      {isBelow ? [sending, result] : [result, sending]}
      <div className="grid content-start gap-4">
        {report.findings.length > 0 && <Kept checked={checked} make={make} />}
        {/* Not for tables: curl would not convert them. */}
        {place && !checkOnly && !converted && (
          <SameWithCurl
            place={place}
            doing={[
              { what: 'test', call: calls.test(place, checked.file.name) },
              ...(isStopped ? [] : [{ what: 'send', call: calls.send(place, checked.file.name) } as const]),
            ]}
          />
        )}
      </div>
    </div>
  )
}

/** What the check found. `look`: `plain` below what became of the sending. */
function Result(props: Props & { now: Date; look: 'verdict' | 'plain' }) {
  const { checked, mend, onAnswer, checkOnly, receiver, elsewhere, terms, others, stage, look, now, onChooseAgain } = props
  const t = useTranslations('send')
  const { report, converted } = checked
  const isStopped = report.stop > 0
  const { reading, isAsked } = readingOf(checked, onAnswer)
  const parts = needsCloserParts(checked) ? closerParts() : undefined
  return (
    <div className="grid content-start gap-10">
      {stage !== 'refused' && (
        <CheckVerdict
          {...{ report, checkOnly, receiver, now, look }}
          company={terms.employer}
          level={look === 'plain' ? 2 : 1}
          mended={mend && isMendedHere(report) ? 'here' : 'elsewhere'}
        >
          {parts && <parts.MendedNote checked={checked} />}
          {parts && <parts.OtherWay report={report} files={props.together} others={others} />}
          {parts && isStopped && mend && <parts.MendOffers mend={mend} />}
          {isStopped && <ChooseAgain checked={checked} onChoose={onChooseAgain} />}
        </CheckVerdict>
      )}
      {checkOnly && !isStopped && (
        <div className="max-w-doing">
          <Notice tone="info" title={t('checkOnly.title')}>
            <p>{t('checkOnly.after', { receiver })}</p>
            <p>{elsewhere}</p>
          </Notice>
        </div>
      )}
      {isAsked && reading}
      {parts && report.findings.length > 0 && (
        <Section id="anmarkningar" title={t(isStopped ? 'findings.title' : 'findings.onlyWarnings')}>
          <parts.FindingGroups findings={report.findings} counts={report.counts} serviceId={report.tjanst} mend={mend} />
        </Section>
      )}
      {!isAsked && reading}
      {parts && converted && <parts.ConvertedPart converted={converted} xmlName={checked.file.name} />}
    </div>
  )
}

/** The next thing to do, unless the file was corrected here: that one is chosen already. */
function ChooseAgain({ checked: { report, mended }, onChoose }: { checked: CheckedFile; onChoose: () => void }) {
  const t = useTranslations('send.file')
  const isElsewhere = otherService(report) !== undefined
  return (
    <div>
      <Button type="button" kind={isElsewhere || mended ? 'secondary' : 'primary'} onClick={onChoose}>
        {t(isElsewhere ? 'again' : 'corrected')}
      </Button>
    </div>
  )
}

function Kept(props: { checked: CheckedFile; make: Props['make'] }) {
  const { KeepReport } = closerParts()
  return <KeepReport {...props} />
}

/** Where sending stands beside what is to be read, on a wide screen; what went wrong takes the whole width. */
const isBeside = (stage: SendStage): boolean => stage === 'ready' || stage === 'busy'

/** Sending; after automatic repairs only once a person has accepted them. */
function AcceptAndSend({
  isRepaired,
  stage,
  ...send
}: ComponentProps<typeof SendPart> & { isRepaired: boolean; stage: SendStage }) {
  const t = useTranslations('send.table')
  const [isAccepted, setAccepted] = useState(false)
  return (
    <div className="grid max-w-doing gap-6">
      {isRepaired && stage === 'ready' && (
        <Checkbox
          name="rattat"
          id="rattat"
          label={t('accept')}
          checked={isAccepted}
          onChange={(event) => setAccepted(event.currentTarget.checked)}
        />
      )}
      {isRepaired && !isAccepted && <p className="text-muted">{t('acceptFirst')}</p>}
      {(!isRepaired || isAccepted) && <SendPart {...send} />}
    </div>
  )
}

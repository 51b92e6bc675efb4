import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Receipt } from '#components/ui/receipt.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import { type ReceiptLine, type Retention, receiptText } from './receipt-text.ts'

type Props = { submission: FoundSubmission; retention: Retention; now: Date }

/** What stands elsewhere on the page: the reference under the outcome, FK's words under what to do now. */
const ELSEWHERE = ['reference', 'reason']
/** Where people need it at hand it is folded; on paper it is what proves which file it was. */
const PAPER = ['hash']

/** The receipt: what FK vouches for and what the portal vouches for, told apart. */
export function SubmissionReceipt({ submission, retention, now }: Props) {
  const t = useTranslations('submissions.page')
  const { parts, isWell, kept } = receiptText(submission, { retention, locale: useLocale(), now })
  const sections = parts.map(({ key, label, lines, note }) => ({
    key,
    label,
    note,
    lines: lines
      .filter((line) => !ELSEWHERE.includes(line.key))
      .map((line) => ({ key: line.key, term: line.term, text: <Text line={line} />, ...lookOf(line.key) })),
  }))
  return <Receipt title={t('receipt')} level={2} sections={sections} foot={kept} {...(isWell ? { isWell } : {})} />
}

function lookOf(key: string): { look?: 'big' | 'paper' } {
  if (key === 'kvittensId') return { look: 'big' }
  return PAPER.includes(key) ? { look: 'paper' } : {}
}

function Text({ line: { key, text, at } }: { line: ReceiptLine }): ReactNode {
  if (at) return <time dateTime={at.toISOString()}>{text}</time>
  if (key === 'kvittensId') return <KvittensId id={text} />
  if (key === 'replaces') return <References references={text.split(', ')} />
  // A name may run from right to left.
  return <bdi>{text}</bdi>
}

function References({ references }: { references: string[] }) {
  return references.map((reference, n) => (
    <span key={reference}>
      {n > 0 && ', '}
      <TextLink href={`/inlamningar/${reference}`}>{reference}</TextLink>
    </span>
  ))
}

function KvittensId({ id }: { id: string }) {
  const t = useTranslations('submissions.page')
  const common = useTranslations('common.copy')
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1 sm:justify-end">
      <span className="min-w-0 select-all">{id}</span>
      <span className="font-sans text-base font-normal print:hidden">
        <CopyButton text={id} label={t('copy', { thing: t('copyId') })} done={common('done')} failed={common('failed')} />
      </span>
    </span>
  )
}

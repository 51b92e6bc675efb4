import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Receipt } from '#components/ui/receipt.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import { KeepReceipt } from './actions.tsx'
import { type ReceiptLine, type Retention, receiptText } from './receipt-text.ts'

type Props = { submission: FoundSubmission; retention: Retention; now: Date }

/** What stands elsewhere on the page: FK's words under the outcome. */
const ELSEWHERE = ['reason']
/** Where people need it at hand it is folded; on paper it is what proves which file it was. */
const PAPER = ['hash']

/** The receipt: what FK vouches for and what the portal vouches for, told apart. */
export function SubmissionReceipt({ submission, retention, now }: Props) {
  const t = useTranslations('submissions.page')
  const { parts, isWell, kept } = receiptText(submission, { retention, locale: useLocale(), now })
  const mainKey = submission.kvittensId ? 'kvittensId' : 'reference'
  const sections = parts.map(({ key, label, lines, note }) => ({
    key,
    label,
    note,
    lines: lines
      .filter((line) => !ELSEWHERE.includes(line.key))
      .map((line) => ({ key: line.key, term: line.term, text: <Text line={line} />, ...lookOf(line.key, mainKey) })),
  }))
  return (
    <Receipt
      title={t('receipt')}
      level={2}
      sections={sections}
      foot={kept}
      actions={<KeepReceipt submission={submission} />}
      {...(isWell ? { isWell } : {})}
    />
  )
}

/** The number that the file is known by: FK's, and until there is one the portal's. */
function lookOf(key: string, mainKey: 'kvittensId' | 'reference'): { look?: 'big' | 'paper' } {
  if (key === mainKey) return { look: 'big' }
  return PAPER.includes(key) ? { look: 'paper' } : {}
}

function Text({ line: { key, text, at } }: { line: ReceiptLine }): ReactNode {
  if (at) return <time dateTime={at.toISOString()}>{text}</time>
  if (key === 'kvittensId') return <Copied text={text} thing="copyId" />
  if (key === 'reference') return <Copied text={text} thing="copyReference" />
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

function Copied({ text, thing }: { text: string; thing: 'copyId' | 'copyReference' }) {
  const t = useTranslations('submissions.page')
  const common = useTranslations('common.copy')
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="min-w-0 select-all">{text}</span>
      <span className="font-sans text-base font-normal print:hidden">
        <CopyButton text={text} label={t('copy', { thing: t(thing) })} done={common('done')} failed={common('failed')} />
      </span>
    </span>
  )
}

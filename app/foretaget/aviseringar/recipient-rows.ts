import type { RecipientRow } from '#components/notices/recipient-form.tsx'
import type { ListedRecipients } from '#lib/access/notice-recipients.ts'
import { readAddresses } from '#lib/addresses.ts'
import { LIMITS } from '#lib/limits.ts'
import { FIRST_TOPICS, NOTICE_TOPICS, type NoticeTopic } from '#lib/notices/events.ts'
import { addressField, type RecipientFields, topicField } from '#lib/web/forms/recipient-fields.ts'

const FAULTS = { unreadable: 'address', lines: 'address_lines', twice: 'address_twice' } as const

/** The rows of the form: what was typed, with what is wrong, or what is stored; and an empty one, as long as there may be more. */
export function recipientRows({ recipients }: ListedRecipients, typed: RecipientFields | undefined): RecipientRow[] {
  const rows: { address: string; topics: readonly NoticeTopic[] }[] = [...(typed?.rows ?? recipients)]
  const readings = typed ? readAddresses(typed.rows.map(({ address }) => address)) : []
  if (rows.length < LIMITS.noticeAddresses) rows.push({ address: '', topics: FIRST_TOPICS })
  return rows.map(({ address, topics }, index) => {
    const number = index + 1
    const reading = readings[index]
    const stored = recipients.find((recipient) => recipient.address === address)
    const { refusedAt, refusedCode } = stored ?? { refusedAt: null, refusedCode: null }
    return {
      field: addressField(number),
      address,
      topics: NOTICE_TOPICS.map((topic) => ({ name: topicField(number, topic), topic, isWished: topics.includes(topic) })),
      fault: reading && 'fault' in reading ? FAULTS[reading.fault] : number > LIMITS.noticeAddresses ? 'addresses' : undefined,
      refusal: refusedAt && refusedCode ? { at: refusedAt, code: refusedCode } : undefined,
    }
  })
}

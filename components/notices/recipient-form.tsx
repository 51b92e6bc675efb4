// The page Aviseringar, mail: the form, and what who may not change sees instead. Not here: webhooks (webhook-*.tsx).
import { useTranslations } from 'next-intl'
import { RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { RadioGroup } from '#components/ui/radio-group.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { Time } from '#components/ui/time.tsx'
import type { NoticeTopic } from '#lib/notices/events.ts'
import type { Locale } from '#lib/text/locale.ts'

export type RecipientRow = {
  field: string
  address: string
  /** What its topics are, in a word. */
  choice: 'all' | 'needs' | 'some' | 'none'
  topics: { name: string; topic: NoticeTopic; isWished: boolean }[]
  /** The case of `invalid` that says what is wrong with the address. */
  fault: string | undefined
  refusal: RecipientRefusal | undefined
}
export type RecipientRefusal = { at: Date; code: string }

type Props = { employerId: string; language: Locale; rows: RecipientRow[] }
type RowProps = { row: RecipientRow; number: number }

export function RecipientForm({ employerId, language, rows }: Props) {
  const t = useTranslations('recipients')
  const languages = (['sv', 'en'] as const).map((value) => ({ value, label: t(`languages.${value}`) }))
  return (
    <form method="post" action="/api/foretaget/aviseringar" className="grid gap-6">
      <input type="hidden" name="foretag" value={employerId} />
      {rows.map((row, index) => (
        <Row key={row.field} row={row} number={index + 1} />
      ))}
      <RadioGroup name="sprak" label={t('language')} choices={languages} chosen={language} />
      <div>
        <Button>{t('save')}</Button>
      </div>
    </form>
  )
}

/** One line for an address that is stored: opened, it is changed there. */
function Row({ row, number }: RowProps) {
  const t = useTranslations('recipients')
  const { address, choice, topics, fault, refusal } = row
  if (address === '')
    return (
      <Card className="grid gap-4">
        <AddressField row={row} number={number} />
        <Disclosure summary={t('about')}>
          <TopicBoxes row={row} />
        </Disclosure>
      </Card>
    )
  const count = topics.filter(({ isWished }) => isWished).length
  return (
    <Card className="grid gap-3">
      {refusal && <AddressRefusal address={address} refusal={refusal} />}
      <Disclosure
        open={Boolean(fault)}
        summary={
          <span className="grid wrap-anywhere">
            {address}
            <span className="text-small font-normal text-muted">{t(`choice.${choice}`, { count })}</span>
          </span>
        }
      >
        <AddressField row={row} number={number} />
        <TopicBoxes row={row} />
      </Disclosure>
    </Card>
  )
}

function AddressField({ row: { field, address, fault }, number }: RowProps) {
  const t = useTranslations('recipients')
  const isNew = address === ''
  return (
    <TextField
      name={field}
      label={isNew ? t('newAddress') : t('address', { number: String(number) })}
      hint={isNew ? t('newHint') : t('removeHint')}
      error={fault && <RefusalSentence refused={{ code: 'invalid', reason: fault, id: undefined }} />}
      inputMode="email"
      autoComplete="off"
      spellCheck={false}
      maxLength={254}
      defaultValue={address}
      className="max-w-[44ch]"
    />
  )
}

function TopicBoxes({ row: { address, topics } }: Pick<RowProps, 'row'>) {
  const t = useTranslations('recipients')
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-semibold">{address === '' ? t('aboutNew') : t('aboutFor', { address })}</legend>
      {topics.map(({ name, topic, isWished }) => (
        <Checkbox key={topic} name={name} label={t(`topics.${topic}`)} defaultChecked={isWished} />
      ))}
    </fieldset>
  )
}

function AddressRefusal({ address, refusal: { at, code } }: { address: string; refusal: RecipientRefusal }) {
  const t = useTranslations('recipients')
  const time = () => <Time at={at} />
  const isPlain = /^[\x21-\x7e]+@/.test(address)
  return (
    <Notice tone="warning" level={3} title={t('refusedTitle')}>
      <p>{isPlain ? t.rich('refused', { time, code: code.replace(/^smtp-/, '') }) : t.rich('refusedLetters', { time })}</p>
    </Notice>
  )
}

/** For who may not change: the addresses, each with its topics. */
export function RecipientList({ rows }: { rows: RecipientRow[] }) {
  const t = useTranslations('recipients')
  return (
    <ul className="grid gap-4">
      {rows.map(({ field, address, topics, refusal }) => (
        <Card as="li" key={field} className="grid gap-3">
          <p className="font-semibold wrap-anywhere">{address}</p>
          {refusal && <AddressRefusal address={address} refusal={refusal} />}
          {topics.some(({ isWished }) => isWished) ? (
            <ul className="grid list-disc gap-1 pl-5">
              {topics.flatMap(({ topic, isWished }) => (isWished ? [<li key={topic}>{t(`topics.${topic}`)}</li>] : []))}
            </ul>
          ) : (
            <p>{t('nothing')}</p>
          )}
        </Card>
      ))}
    </ul>
  )
}

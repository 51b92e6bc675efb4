// The page Aviseringar, mail: the form, and what who may not change sees instead. Not here: webhooks (webhook-*.tsx).
import { useTranslations } from 'next-intl'
import { RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { RadioGroup } from '#components/ui/radio-group.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { Time } from '#components/ui/time.tsx'
import type { NoticeTopic } from '#lib/notices/events.ts'
import type { Locale } from '#lib/text/locale.ts'

export type RecipientRow = {
  field: string
  address: string
  topics: { name: string; topic: NoticeTopic; isWished: boolean }[]
  /** The case of `invalid` that says what is wrong with the address. */
  fault: string | undefined
  refusal: RecipientRefusal | undefined
}
export type RecipientRefusal = { at: Date; code: string }

type Props = { employerId: string; language: Locale; rows: RecipientRow[] }

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

function Row({ row, number }: { row: RecipientRow; number: number }) {
  const t = useTranslations('recipients')
  const { field, address, topics, fault, refusal } = row
  const isNew = address === ''
  const error = fault && <RefusalSentence refused={{ code: 'invalid', reason: fault, id: undefined }} />
  return (
    <Card className="grid gap-4">
      <TextField
        name={field}
        label={isNew ? t('newAddress') : t('address', { number: String(number) })}
        hint={isNew ? t('newHint') : t('removeHint')}
        error={error}
        inputMode="email"
        autoComplete="off"
        spellCheck={false}
        maxLength={254}
        defaultValue={address}
        className="w-full"
      />
      {refusal && <AddressRefusal address={address} refusal={refusal} />}
      <fieldset className="grid gap-2">
        <legend className="mb-2 font-semibold">{isNew ? t('about') : t('aboutFor', { address })}</legend>
        {topics.map(({ name, topic, isWished }) => (
          <Checkbox key={topic} name={name} label={t(`topics.${topic}`)} defaultChecked={isWished} />
        ))}
      </fieldset>
    </Card>
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

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { CheckboxGroup } from '#components/ui/checkbox-group.tsx'
import { Heading } from '#components/ui/heading.tsx'
import type { ActingBureau, Client } from '#lib/certificates/list-assignments.ts'
import { formatOrgnr } from '#lib/identifiers.ts'
import { tableDate } from '#lib/text/format-time.ts'

type AssignProps = {
  employerId: string
  clients: Client[]
  people: { personId: string; name: string }[]
  /** The sentence at the field that a refusal is about. */
  error: (field: string) => ReactNode
}

/** Which of the bureau's people for which clients: every chosen person for every chosen client. */
export function AssignForm({ employerId, clients, people, error }: AssignProps) {
  const t = useTranslations('clients.give')
  return (
    <form method="post" action="/api/foretaget/kunder" className="grid justify-items-start gap-6">
      <input type="hidden" name="foretag" value={employerId} />
      <CheckboxGroup
        name="person"
        label={t('people')}
        choices={people.map(({ personId, name }) => ({ value: personId, label: name }))}
        error={error('person')}
      />
      <div className="grid gap-2">
        <CheckboxGroup
          name="kund"
          label={t('clients')}
          choices={clients.map(({ employerId: id, name, orgnr }) => ({ value: id, label: name, hint: formatOrgnr(orgnr) }))}
          error={error('kund')}
        />
        {clients.length > 1 && <Checkbox name="alla" value="ja" label={t('all', { count: clients.length })} />}
      </div>
      <Button>{t('save')}</Button>
    </form>
  )
}

type ClientListProps = { employerId: string; clients: Client[]; mayChange: boolean }

/** Each client with the bureau's people who act for it, to be ended by administrators. */
export function ClientList({ employerId, clients, mayChange }: ClientListProps) {
  const t = useTranslations('clients.list')
  const hasPeople = clients.some(({ people }) => people.length > 0)
  return (
    <form method="post" action="/api/foretaget/kunder/avsluta" className="grid justify-items-start gap-6">
      <input type="hidden" name="foretag" value={employerId} />
      {clients.map(({ employerId: id, name, orgnr, validUntil, people }) => (
        <div key={id} className="grid gap-2">
          <Heading level={3}>{name}</Heading>
          <p className="text-muted tabular-nums">
            {formatOrgnr(orgnr)}, {t('until', { date: tableDate(validUntil) })}
          </p>
          {people.length === 0 && <p>{t('nobody', { client: name })}</p>}
          {people.map((person) => (
            <Person
              key={person.assignmentId}
              id={person.assignmentId}
              mayChange={mayChange}
              label={t('choose', { person: person.name, client: name })}
              hint={t('since', { date: tableDate(person.since) })}
            />
          ))}
        </div>
      ))}
      {mayChange && hasPeople && (
        <>
          <p className="max-w-text">{t('endText')}</p>
          <Button kind="danger">{t('end')}</Button>
        </>
      )}
    </form>
  )
}

type ActingListProps = { employerId: string; bureaus: ActingBureau[]; mayChange: boolean }

/** The people of payroll bureaus who act for the company, to be ended by its administrators. */
export function ActingList({ employerId, bureaus, mayChange }: ActingListProps) {
  const t = useTranslations('clients.acting')
  return (
    <form method="post" action="/api/foretaget/ombud/personer" className="grid justify-items-start gap-4">
      <input type="hidden" name="foretag" value={employerId} />
      {bureaus.flatMap((bureau) =>
        bureau.people.map(({ assignmentId, name, usedAt }) => (
          <Person
            key={assignmentId}
            id={assignmentId}
            mayChange={mayChange}
            label={t('choose', { person: name, bureau: bureau.name })}
            hint={usedAt ? t('used', { date: tableDate(usedAt) }) : t('unused')}
          />
        )),
      )}
      {mayChange && <Button kind="danger">{t('end')}</Button>}
    </form>
  )
}

type PersonProps = { id: string; mayChange: boolean; label: string; hint: string }

function Person({ id, mayChange, label, hint }: PersonProps) {
  if (mayChange) return <Checkbox id={`id-${id}`} name="id" value={id} label={label} hint={hint} />
  return (
    <p>
      {label}, {hint}
    </p>
  )
}

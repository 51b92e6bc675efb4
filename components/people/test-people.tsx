import { useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Section } from '#components/ui/section.tsx'
import type { Role } from '#lib/access/employers-of.ts'

type Person = {
  name: string
  personnummer: string
  username?: string | undefined
  password?: string | undefined
  code: string | undefined
  support: boolean
  operator: boolean
  employers: { orgnr: string; role: Role }[]
}

/** Whom one can log in as in the local environment. */
export function TestPeople({ people, withPassword }: { people: Person[]; withPassword: boolean }) {
  const t = useTranslations('login.people')
  const columns: DataColumn<Person>[] = [
    { key: 'name', label: t('name'), heads: true, cell: ({ name }) => <span className="font-semibold">{name}</span> },
    { key: 'can', label: t('can'), cell: (person) => <Rights person={person} /> },
    { key: 'personnummer', label: t('personnummer'), cell: ({ personnummer }) => <Copyable text={personnummer} /> },
  ]
  const way: DataColumn<Person> = { key: 'way', label: t('way'), cell: (person) => <PasswordWay person={person} /> }
  return (
    <Section id="testpersoner" title={t('title')}>
      <p className="max-w-text text-muted">{t('text')}</p>
      <DataTable
        caption={t('caption')}
        columns={withPassword ? [...columns, way] : columns}
        rows={people}
        rowKey={({ personnummer }) => personnummer}
      />
    </Section>
  )
}

function Rights({ person: { support, operator, employers } }: { person: Person }) {
  const t = useTranslations('login.people')
  const roles = useTranslations('accounts.role')
  const rights = [
    ...employers.map(({ orgnr, role }) => t('at', { role: roles(role), orgnr })),
    ...(support ? [t('support')] : []),
    ...(operator ? [t('operator')] : []),
  ]
  return (
    <ul className="text-small">
      {rights.map((right) => (
        <li key={right}>{right}</li>
      ))}
    </ul>
  )
}

function PasswordWay({ person: { username, password, code } }: { person: Person }) {
  const t = useTranslations('login.people')
  if (!username || !password) return <span className="text-small text-muted">{t('elegOnly')}</span>
  return (
    <ul className="text-small">
      <li>
        <Copyable text={username} />
      </li>
      <li>
        <Copyable text={password} />
      </li>
      {code && (
        <li>
          {t('code')} <Copyable text={code} />
        </li>
      )}
    </ul>
  )
}

function Copyable({ text }: { text: string }) {
  return <code className="font-mono text-small select-all">{text}</code>
}

import { useTranslations } from 'next-intl'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ListedMember } from '#lib/members/list-members.ts'

/** What an administrator sees of a member. */
export function MemberFacts({ member }: { member: ListedMember }) {
  const t = useTranslations('people')
  const { masked, since, validUntil, lastLoginAt, hasPassword } = member
  return (
    <DefinitionList
      rows={[
        { term: t('since'), text: <Time at={since} form="date" /> },
        { term: t('until'), text: validUntil ? <Time at={validUntil} form="date" /> : t('noEnd') },
        { term: t('lastLogin'), text: lastLoginAt ? <Time at={lastLoginAt} /> : t('never') },
        { term: t('one.ways'), text: t(hasPassword ? 'one.both' : 'one.eleg') },
        { term: t('one.masked'), text: masked },
      ]}
    />
  )
}

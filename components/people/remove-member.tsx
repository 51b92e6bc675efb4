import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import type { ListedMember } from '#lib/members/list-members.ts'

type Props = { member: ListedMember; employerId: string; isSelf: boolean }

/** Ends what a member may: opened, it says what that means and shows the button. */
export function RemoveMember({ member: { personId, name }, employerId, isSelf }: Props) {
  const t = useTranslations('people.one')
  return (
    <Disclosure summary={t('remove')}>
      <p>{isSelf ? t('removeSelf') : t('removeAsk', { name })}</p>
      <form method="post" action={`/api/foretaget/personer/${personId}/ta-bort`}>
        <input type="hidden" name="foretag" value={employerId} />
        <Button kind="danger">{t('removeYes', { name })}</Button>
      </form>
    </Disclosure>
  )
}

import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { InvitationNotice } from '#components/people/invitation-notice.tsx'
import { InvitationOffer } from '#components/people/invitation-offer.tsx'
import { RefusalNotice } from '#components/send/refusal-notice.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { sentBack } from '#lib/web/pages/sent-back.ts'
import { readInvitation } from './read-invitation.ts'

type Props = { params: Promise<{ token: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const { kind } = await readInvitation((await params).token)
  const t = await getTranslations('people.invitation')
  return { title: t(kind === 'offer' ? 'title' : kind) }
}

/** Where the link in the mail of an invitation leads. */
export default async function InvitationPage({ params, searchParams }: Props) {
  const { token } = await params
  const path = `/inbjudan/${token}`
  const t = await getTranslations('people.invitation')
  const view = await readInvitation(token)
  const { refused } = await sentBack(path, await searchParams)
  if (view.kind === 'title')
    return (
      <Page>
        <PageTitle lead={t('logIn')}>{t('title')}</PageTitle>
        <LinkButton href={`/logga-in?${new URLSearchParams({ next: path })}`} className="justify-self-start">
          {t('logInButton')}
        </LinkButton>
      </Page>
    )
  const { name, way } = view.viewer
  return (
    <Page>
      {refused && <RefusalNotice refused={refused} />}
      {view.kind === 'offer' ? (
        <InvitationOffer token={token} invitation={view.invitation} name={name} isGuest={way === 'guest'} />
      ) : (
        <InvitationNotice state={view.kind} name={name} />
      )}
    </Page>
  )
}

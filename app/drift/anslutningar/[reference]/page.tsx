import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CaseFiles, CaseHistory, CaseTechnical } from '#components/desk/case-files.tsx'
import { CaseSignatures, UnverifiedNotice } from '#components/desk/case-signatures.tsx'
import { DecisionForms, decisionFieldOf } from '#components/desk/decision-forms.tsx'
import { PaperPart } from '#components/desk/paper-part.tsx'
import { ApplicationStatus } from '#components/desk/queue-table.tsx'
import { ProveNotice } from '#components/people/prove-notice.tsx'
import { RefusalNotice } from '#components/send/refusal-notice.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import { Time } from '#components/ui/time.tsx'
import { webEnv } from '#lib/env.ts'
import { isApplicationOver } from '#lib/joining/application.ts'
import { type DeskCase, readCase } from '#lib/joining/desk/read-case.ts'
import { shownText } from '#lib/joining/signed-text.ts'
import { type DeskWord, deskTexts } from '#lib/text/desk.ts'
import { webDb } from '#lib/web/pages/db.ts'
import { webKeeping } from '#lib/web/pages/keeping.ts'
import { operatorPage, pageOrNone, proveFirst } from '#lib/web/pages/operator-page.ts'
import { sentBack } from '#lib/web/pages/sent-back.ts'

type Props = {
  params: Promise<{ reference: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('desk.case')
  const common = await getTranslations('common')
  return { title: { absolute: `${t('title', { reference: (await params).reference.slice(0, 20) })} – ${common('name')}` } }
}

export default async function CasePage({ params, searchParams }: Props) {
  const { reference } = await params
  const query = await searchParams
  const path = `/drift/anslutningar/${reference}`
  const actor = await operatorPage(path)
  const found = await pageOrNone(() => readCase({ db: webDb(), actor, now: new Date() }, { reference, keeping: webKeeping() }))
  const { refused, kept } = await sentBack(path, query)
  const prove = await proveFirst(path)
  const t = await getTranslations('desk')
  const done =
    typeof query.klart === 'string' && Object.hasOwn(deskTexts.sv.done, query.klart) ? (query.klart as DeskWord) : undefined
  return (
    <Page
      width="wide"
      before={
        <Breadcrumb
          label={t('title')}
          trail={[
            { text: t('title'), href: '/drift' },
            { text: t('queue.title'), href: '/drift/anslutningar' },
          ]}
          here={reference}
        />
      }
    >
      {done && <Notice tone="success" live="status" title={t(`done.${done}`)} />}
      {refused && <RefusalNotice refused={refused} field={decisionFieldOf(refused.reason)} />}
      <PageTitle over={found.document?.content.employer.name}>{t('case.title', { reference })}</PageTitle>
      {prove && !found.isParty && !isApplicationOver(found.state) && <ProveNotice href={prove} />}
      {found.isParty && <Notice tone="warning" title={t('case.own')} />}
      {!isApplicationOver(found.state) && <UnverifiedNotice found={found} />}
      <Section id="laget" title={t('case.summary')}>
        <Summary found={found} />
      </Section>
      <Section id="innehall" title={t('case.signed')}>
        <pre lang="sv" className="rounded-small bg-surface p-4 text-small whitespace-pre-wrap wrap-anywhere">
          {found.document && shownText(found.document)}
        </pre>
      </Section>
      <Section id="underskrifter" title={t('case.signatures')}>
        <CaseSignatures found={found} />
      </Section>
      <Section id="underlag" title={t('case.files')}>
        <CaseFiles found={found} />
      </Section>
      {!found.isParty && <PaperPart found={found} personId={actor.personId} />}
      {!found.isParty && (
        <DecisionForms
          found={found}
          personId={actor.personId}
          paperDays={webEnv().PAPER_DELAY_DAYS}
          refused={refused}
          typed={kept?.form === 'decideApplication' ? kept.fields.skal : undefined}
        />
      )}
      <Section id="historik" title={t('case.history')}>
        <CaseHistory found={found} />
      </Section>
      <CaseTechnical found={found} />
    </Page>
  )
}

async function Summary({ found }: { found: DeskCase }) {
  const t = await getTranslations('desk.case')
  const words = await getTranslations('joining')
  const { state, kind, submittedAt, takesEffectAt, hasJoined, administratorsLeft } = found
  return (
    <DefinitionList
      rows={[
        { term: t('state'), text: <ApplicationStatus state={state} /> },
        { term: t('kind'), text: words(`kind.${kind}`) },
        { term: t('joined'), text: t(hasJoined ? 'isJoined' : 'notJoined') },
        ...(kind === 'administrators' && !isApplicationOver(state)
          ? [{ term: t('left'), text: t('leftCount', { count: administratorsLeft }) }]
          : []),
        ...(submittedAt ? [{ term: t('handedIn'), text: <Time at={submittedAt} /> }] : []),
        ...(takesEffectAt ? [{ term: t('effect'), text: <Time at={takesEffectAt} form="date" /> }] : []),
      ]}
    />
  )
}

import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'

/** Topics of lib/text that are pages, with the `title` that is also the h1. */
type Titled =
  | 'start'
  | 'desk'
  | 'desk.queue'
  | 'desk.letter'
  | 'docs'
  | 'tryOut'
  | 'automate'
  | 'login'
  | 'login.prove'
  | 'chooseCompany'
  | 'home'
  | 'inbox'
  | 'health'
  | 'myAccount'
  | 'myAccount.erase'
  | 'certificates'
  | 'certificates.order'
  | 'certificates.agents'
  | 'clients'
  | 'ownLogin.link'
  | 'ownLogin.gone'
  | 'ownLogin.own'
  | 'ownLogin.colleague'
  | 'ownLogin.company'
  | 'ownLogin.operator'
  | 'companyOverview'
  | 'people'
  | 'people.one'
  | 'recipients'
  | 'retention'
  | 'exchanges'
  | 'log'
  | 'joiningPages'
  | 'joiningPages.part'
  | 'joiningPages.terms'
  | 'webhooks.secret'
  | 'signing'
  | 'welcome'
  | 'welcome.gone'
  | 'about.contact'
  | 'about.privacy'
  | 'about.accessibility'

/** The document title: the page's h1 and the portal's name. */
export async function pageTitle(topic: Titled): Promise<Metadata> {
  const t = await getTranslations(topic)
  const common = await getTranslations('common')
  return { title: { absolute: `${t('title')} – ${common('name')}` } }
}

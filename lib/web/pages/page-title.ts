import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'

/** The topics that are pages, each with the `title` that is also its h1. */
type Titled =
  | 'start'
  | 'docs'
  | 'tryOut'
  | 'automate'
  | 'login'
  | 'company'
  | 'home'
  | 'inbox'
  | 'health'
  | 'certificates'
  | 'certificates.order'
  | 'certificates.agents'
  | 'certificates.notices'
  | 'about.contact'
  | 'about.privacy'
  | 'about.accessibility'

/** A page's title begins with its h1. */
export async function pageTitle(topic: Titled): Promise<Metadata> {
  const t = await getTranslations(topic)
  const common = await getTranslations('common')
  return { title: { absolute: `${t('title')} – ${common('name')}` } }
}

import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { DeliveryDetails } from '#components/inbox/delivery-details.tsx'
import { readRefused } from '#components/send/refusal-notice.tsx'
import { mayAct } from '#lib/access/require-member.ts'
import { type FoundDelivery, findDelivery } from '#lib/deliveries/find-delivery.ts'
import { AppError } from '#lib/errors.ts'
import { ownCurlPlace } from '#lib/web/pages/own-curl-place.ts'
import { actsFor, pageContext } from '#lib/web/pages/session.ts'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Without the file's name, which would stay in the browser's history. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const { employerId } = await actsFor(`/inkorg/${id}`)
  const { status } = await find(employerId, id)
  const t = await getTranslations('inbox')
  return { title: t(`what.${status}`) }
}

export default async function Delivery({ params, searchParams }: Props) {
  const { id } = await params
  const acting = await actsFor(`/inkorg/${id}`)
  const { employerId, name: employer, role } = acting
  const delivery = await find(employerId, id)
  const asked = await searchParams
  const done = asked.klart === 'kvitterad' && delivery.acknowledgedAt !== null
  const place = await ownCurlPlace(acting, delivery.service)
  const shown = { delivery, employer, place, done, isReader: !mayAct(role), refused: readRefused(asked) }
  return <DeliveryDetails {...shown} />
}

/** Read once for page and title. */
const find = cache(async (employerId: string, id: string): Promise<FoundDelivery> => {
  try {
    return await findDelivery(await pageContext(), { employerId, id })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
})

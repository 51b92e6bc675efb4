import { notFound } from 'next/navigation'
import { serviceById } from '#lib/services/catalogue.ts'
import type { Service } from '#lib/services/description.ts'

/** The e-service that the address names. */
export async function knownService(params: Promise<{ tjanst: string }>): Promise<Service> {
  return serviceById((await params).tjanst) ?? notFound()
}

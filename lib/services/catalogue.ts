import type { Service } from './description.ts'
import { franvarouppgift } from './franvarouppgift.ts'
import { sjukanmalan } from './sjukanmalan.ts'

export const services: readonly Service[] = [sjukanmalan, franvarouppgift]

export function serviceById(id: string): Service | undefined {
  return services.find((service) => service.id === id)
}

import { actFor } from '#lib/http/act-for.ts'
import { route } from '#lib/http/route.ts'

export const POST = route(actFor)

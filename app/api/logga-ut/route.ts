import { logOut } from '#lib/http/log-out.ts'
import { route } from '#lib/http/route.ts'

export const POST = route(logOut)

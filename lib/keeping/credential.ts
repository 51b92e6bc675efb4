import { z } from 'zod'

/** A session's cookie, `name=token`: keeper looks the session up by itself, and takes nobody's word for who asks. */
export const credential = z.string().max(200)

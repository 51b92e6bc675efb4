import { webEnv } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import type { At } from './auth.ts'
import { webDb } from './db.ts'
import { problem } from './problem.ts'

/** A Next route out of a function that takes what it uses. Refusals become answers here, once; bugs fly. */
export const route =
  (answer: (request: Request, at: At) => Promise<Response>) =>
  async (request: Request): Promise<Response> => {
    try {
      return await answer(request, { db: webDb(), env: webEnv(), now: new Date() })
    } catch (error) {
      if (error instanceof AppError) return problem(error)
      throw error
    }
  }

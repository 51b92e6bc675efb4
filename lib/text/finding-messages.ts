import { findingMessagesEn } from './finding-messages-en.ts'
import { findingMessagesSv } from './finding-messages-sv.ts'

export const findingMessages = { sv: findingMessagesSv, en: findingMessagesEn } as const

import { findingTextsEn } from './finding-messages-en.ts'
import { findingTextsSv } from './finding-messages-sv.ts'

export const findingTexts = { sv: findingTextsSv, en: findingTextsEn } as const

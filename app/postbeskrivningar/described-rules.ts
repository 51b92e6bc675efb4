import type { DescribedRule } from '#components/docs/rule-list.tsx'
import { startCheck } from '#lib/checking/check.ts'
import { PERSONS } from '#lib/samples/clean-draft.ts'
import { makeSample, type Sample, samplesOf, whyNoSample } from '#lib/samples/samples.ts'
import type { Service } from '#lib/services/description.ts'
import type { RuleCode } from '#lib/services/rules.ts'
import { parseTestPersons } from '#lib/services/test-persons.ts'
import { findingText, findingTitle } from '#lib/text/findings.ts'
import type { Locale } from '#lib/text/locale.ts'
import { ruleText } from '#lib/text/rules.ts'

const SAMPLE_PERSONS = parseTestPersons(PERSONS.join('\n'))
const NOBODY = '165560000167'

/** Each rule with what the check itself says about its sample: the documentation cannot promise other words than the report's. */
export function describedRules(service: Service, locale: Locale, now: Date): DescribedRule[] {
  const samples = samplesOf(service)
  return service.codes.map((code) => {
    const sample = samples.find((each) => each.code === code)
    return {
      code,
      title: findingTitle(code, locale, service.id),
      asks: ruleText(code, service, locale),
      sample: sample && { ...sample, href: `/postbeskrivningar/${service.id}/exempel/${sample.name}` },
      says: sample && saysOf(service, { ...sample, code }, { locale, now }),
      none: whyNoSample(code),
    }
  })
}

function saysOf(
  service: Service,
  sample: Sample & { code: RuleCode },
  { locale, now }: { locale: Locale; now: Date },
): string | undefined {
  const check = startCheck({
    service,
    now,
    environment: sample.shows === 'produktion' ? 'produktion' : 'test',
    testPersons: SAMPLE_PERSONS,
    ...(sample.shows === 'otherSender' ? { employers: [NOBODY] } : {}),
  })
  check.push(makeSample(service, sample, now))
  const finding = check.finish().findings.find(({ code }) => code === sample.code)
  return finding && findingText(finding, locale, service.id)
}

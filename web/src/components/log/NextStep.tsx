// When the next contact is: by the method's rule, by a quick choice, or at a time that was agreed.

import { useId } from 'react';
import { useTexts } from '../../i18n';
import { Choices } from '../Choices';
import { fieldValue, quickDate, QUICK_CHOICES, type QuickChoice } from './nextDates';

export interface Next { choice: 'by_rule' | QuickChoice | 'pick'; at: string; title: string }

export function NextStep({ value, onChange }: { value: Next; onChange: (next: Next) => void }) {
  const t = useTexts();
  const id = useId();
  const words: Record<QuickChoice, string> = {
    tomorrow: t.log.tomorrow,
    in_3_days: t.log.inDays(3),
    next_monday: t.log.nextMonday,
    in_a_week: t.log.inWeeks(1),
    in_2_weeks: t.log.inWeeks(2),
    in_a_month: t.log.inMonth,
  };
  const choose = (choice: Next['choice']) => {
    if (choice === 'by_rule') onChange({ ...value, choice, at: '' });
    else if (choice === 'pick') onChange({ ...value, choice, at: value.at || fieldValue(quickDate('tomorrow', new Date())) });
    else onChange({ ...value, choice, at: fieldValue(quickDate(choice, new Date())) });
  };
  return (
    <div className="field">
      <span>{t.log.next}</span>
      <Choices
        label={t.log.next}
        choices={[
          { value: 'by_rule', text: t.log.byRule },
          ...QUICK_CHOICES.map((choice) => ({ value: choice, text: words[choice] })),
          { value: 'pick', text: t.log.pick },
        ]}
        value={value.choice}
        onChange={choose}
      />
      {value.choice === 'by_rule' ? null : (
        <div className="log-next">
          <input
            className="input"
            type="datetime-local"
            aria-label={t.log.nextAt}
            value={value.at}
            onChange={(event) => onChange({ ...value, choice: 'pick', at: event.target.value })}
          />
          <input
            id={`${id}-title`}
            className="input"
            aria-label={t.log.nextTitle}
            placeholder={t.log.nextTitle}
            value={value.title}
            onChange={(event) => onChange({ ...value, title: event.target.value })}
          />
        </div>
      )}
    </div>
  );
}

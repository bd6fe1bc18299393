// The map of the people of a deal as a picture that is edited: power upwards, leaning to the right. A person is moved by
// dragging, or by the arrow keys and Enter.

import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { dealQuery, editDealPerson, refreshDeal } from '../../api/deals';
import { useLabels } from '../../api/labels';
import { asProblem } from '../../api/problem';
import type { Deal, DealPerson } from '../../api/types';
import { showToast } from '../../components/toasts';
import { useTexts } from '../../i18n';
import { LEANINGS, placeAt, placeChange, placeOf, type Place, POWERS, samePlace, spread, stepped } from './map';

const LEFT = 66;
const TOP = 38;
/** The height that one row of people takes, and the width that one beside another needs. */
const PERSON_HIGH = 54;
const PERSON_WIDE = 56;
const LEAST_HIGH = 92;

/** Where the drag is, in the picture's own measure. */
interface Drag { id: string; x: number; y: number; moved: boolean }

export function PeopleMap({ deal, people, editable, open }: { deal: Deal; people: DealPerson[]; editable: boolean; open: (person: DealPerson) => void }) {
  const t = useTexts();
  const { word } = useLabels();
  const queries = useQueryClient();
  const svg = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const wasDragged = useRef(false);
  const [moving, setMoving] = useState<{ id: string; place: Place } | null>(null);
  const [said, setSaid] = useState('');
  const [width, setWidth] = useState(480);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!frame.current) return undefined;
    const watcher = new ResizeObserver(([entry]) => entry && setWidth(Math.max(300, Math.round(entry.contentRect.width))));
    watcher.observe(frame.current);
    return () => watcher.disconnect();
  }, []);
  const wide = (width - LEFT) / LEANINGS.length;
  const across = Math.max(1, Math.floor(wide / PERSON_WIDE));
  const fullest = (power: Place['power']) => Math.max(1, ...LEANINGS.map((leaning) => people.filter((person) => samePlace(placeOf(person), { power, leaning })).length));
  const heights = POWERS.map((power) => Math.max(LEAST_HIGH, PERSON_HIGH * Math.ceil(fullest(power) / across) + 10));
  const top = (row: number) => TOP + heights.slice(0, row).reduce((sum, height) => sum + height, 0);
  const height = top(POWERS.length);

  const powerWord = (place: Place) => word(place.power, 'deal_power');
  const leaningWord = (place: Place) => (place.leaning ? word(place.leaning, 'leaning') : t.deals.leaningUnknown);

  const save = async (person: DealPerson, place: Place) => {
    setMoving(null);
    if (samePlace(placeOf(person), place)) return;
    const { queryKey } = dealQuery(deal.id);
    const before = queries.getQueryData(queryKey);
    // shown where it was put, and put back where that is refused
    queries.setQueryData(queryKey, (shown) => shown && { ...shown, people: shown.people.map((one) => (one.id === person.id ? { ...one, power: place.power, leaning: place.leaning } : one)) });
    try {
      await editDealPerson(deal.id, person.id, person.version, placeChange(place, person.rival_id));
      setSaid(t.deals.mapSaved(person.name, powerWord(place), leaningWord(place)));
    } catch (error) {
      queries.setQueryData(queryKey, before);
      showToast({ problem: asProblem(error) });
    } finally {
      refreshDeal(queries, deal.id);
    }
  };

  const point = (event: PointerEvent) => {
    const box = svg.current?.getBoundingClientRect();
    if (!box) return null;
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const placeOfDrag = ({ x, y }: Drag) => placeAt((x - LEFT) / (width - LEFT), y - TOP, heights);

  const onKey = (event: KeyboardEvent, person: DealPerson) => {
    if (event.key === ' ' || (event.key === 'Enter' && moving?.id !== person.id)) {
      event.preventDefault();
      open(person);
      return;
    }
    if (!editable) return;
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (step) {
      const place = stepped(moving?.id === person.id ? moving.place : placeOf(person), step[0] ?? 0, step[1] ?? 0);
      setMoving({ id: person.id, place });
      setSaid(t.deals.mapMoving(person.name, powerWord(place), leaningWord(place)));
    } else if (event.key === 'Enter' && moving) {
      void save(person, moving.place);
    } else if (event.key === 'Escape' && moving) {
      setMoving(null);
      setSaid('');
    } else return;
    event.preventDefault();
  };

  const placed = people.map((person) => ({ person, place: moving?.id === person.id ? moving.place : placeOf(person) }));
  const target = drag?.moved ? placeOfDrag(drag) : moving?.place;
  return (
    <div ref={frame} className="deal-map">
      <p className="hidden-visually" role="status" aria-live="polite">{said}</p>
      <svg ref={svg} width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={t.deals.mapOf}>
        {LEANINGS.map((leaning, column) => (
          <foreignObject key={leaning ?? 'unknown'} x={LEFT + column * wide} y={0} width={wide} height={TOP}>
            <div className="deal-map-head">{t.deals.mapLeaning[leaning ?? 'unknown']}</div>
          </foreignObject>
        ))}
        {POWERS.map((power, row) => (
          <foreignObject key={power} x={0} y={top(row)} width={LEFT} height={heights[row]}>
            <div className="deal-map-side">{t.deals.mapPower[power]}</div>
          </foreignObject>
        ))}
        {POWERS.flatMap((power, row) =>
          LEANINGS.map((leaning, column) => (
            <rect
              key={`${power}-${leaning}`}
              x={LEFT + column * wide}
              y={top(row)}
              width={wide}
              height={heights[row]}
              className={`deal-map-cell${leaning === null ? ' unknown' : ''}${target && samePlace(target, { power, leaning }) ? ' target' : ''}`}
            />
          )),
        )}
        {placed.map(({ person, place }) => {
          const together = placed.filter((other) => samePlace(other.place, place));
          const inside = spread(together.length, across)[together.findIndex((other) => other.person.id === person.id)] ?? { x: 0.5, y: 0.5 };
          const held = drag?.id === person.id && drag.moved ? drag : null;
          const x = held ? held.x : LEFT + (LEANINGS.indexOf(place.leaning) + inside.x) * wide;
          const y = held ? held.y : top(POWERS.indexOf(place.power)) + inside.y * (heights[POWERS.indexOf(place.power)] ?? 0);
          const leaves = person.left_at ? ' gone' : '';
          return (
            <g
              key={person.id}
              className={`deal-map-person ${person.contact_level}${leaves}${held ? ' held' : ''}${moving?.id === person.id ? ' moving' : ''}`}
              transform={`translate(${x} ${y})`}
            >
              <title>{[person.name, person.role, word(person.contact_level, 'contact_level'), person.on_committee ? t.deals.committee : null].filter(Boolean).join(' · ')}</title>
              <circle r="15" cy="-7" className="deal-map-disc" />
              {person.on_committee ? <circle r="18" cy="-7" className="deal-map-ring" /> : null}
              <text y="-3" className="deal-map-letter" aria-hidden="true">{[...person.name][0]}</text>
              <text y="22" className="deal-map-name" aria-hidden="true">{shortened(person.name, Math.floor(wide / 6.2))}</text>
              {/* what is taken hold of: the words above are a picture of its name */}
              <circle
                r="25"
                className="deal-map-hit"
                data-person={person.id}
                role="button"
                tabIndex={0}
                aria-label={t.deals.mapNode(person.name, person.role, powerWord(place), leaningWord(place))}
                onKeyDown={(event) => onKey(event, person)}
                onBlur={() => setMoving(null)}
                onPointerDown={(event) => {
                  if (!editable) return;
                  const from = point(event);
                  event.currentTarget.setPointerCapture(event.pointerId);
                  if (from) setDrag({ id: person.id, ...from, moved: false });
                }}
                onPointerMove={(event) => {
                  const to = point(event);
                  if (!to || drag?.id !== person.id) return;
                  if (drag.moved || Math.hypot(to.x - drag.x, to.y - drag.y) > 6) setDrag({ id: person.id, ...to, moved: true });
                }}
                onPointerUp={() => {
                  wasDragged.current = drag?.moved ?? false;
                  if (drag?.moved) void save(person, placeOfDrag(drag));
                  setDrag(null);
                }}
                onPointerCancel={() => setDrag(null)}
                onClick={() => {
                  // the end of a drag is a click as well
                  if (!wasDragged.current) open(person);
                  wasDragged.current = false;
                }}
              />
            </g>
          );
        })}
      </svg>
      <p className="quiet">{t.deals.mapLegend} {t.deals.mapHint}</p>
    </div>
  );
}

/** A name as long as its place is wide: Chinese characters are twice as wide as Latin letters. */
function shortened(name: string, letters: number): string {
  let room = letters;
  let shown = '';
  for (const letter of name) {
    room -= letter.charCodeAt(0) > 0x2e80 ? 2 : 1;
    if (room < 0) return `${shown}…`;
    shown += letter;
  }
  return shown;
}

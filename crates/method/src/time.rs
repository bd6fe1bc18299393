//! Moments and local days, as values: the rules are handed the time, they never ask for it.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Milliseconds in a day of 24 hours.
pub const DAY_MS: i64 = 86_400_000;
/// Milliseconds in an hour.
pub const HOUR_MS: i64 = 3_600_000;

/// The moments that can be written as RFC 3339 with a four-digit year; arithmetic stays inside them.
const EARLIEST_MS: i64 = -62_135_596_800_000;
const LATEST_MS: i64 = 253_402_207_200_000;

/// A moment in UTC, in milliseconds since 1970. Serialised as an RFC 3339 string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(value_type = String, format = DateTime, examples("2026-03-02T09:30:00Z"))
)]
pub struct Timestamp(i64);

/// A text that is not an RFC 3339 moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a moment in RFC 3339 form: {0}")]
pub struct NotAMoment(pub String);

impl Timestamp {
    /// A moment from UTC milliseconds; values outside the years 1 to 9999 are brought to the nearest end.
    pub const fn from_millis(ms: i64) -> Self {
        if ms < EARLIEST_MS {
            Self(EARLIEST_MS)
        } else if ms > LATEST_MS {
            Self(LATEST_MS)
        } else {
            Self(ms)
        }
    }

    /// UTC milliseconds since 1970.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// The moment `days` times 24 hours later (earlier when negative).
    pub fn plus_days(self, days: f64) -> Self {
        // the cast saturates, and from_millis keeps the result writable
        self.plus_millis((days * DAY_MS as f64).round() as i64)
    }

    /// The moment this many hours later.
    pub const fn plus_hours(self, hours: i64) -> Self {
        self.plus_millis(hours.saturating_mul(HOUR_MS))
    }

    /// The moment this many milliseconds later.
    pub const fn plus_millis(self, ms: i64) -> Self {
        Self::from_millis(self.0.saturating_add(ms))
    }

    /// Days of 24 hours from `earlier` to this moment; negative when it lies before.
    pub fn days_since(self, earlier: Self) -> f64 {
        (self.0 - earlier.0) as f64 / DAY_MS as f64
    }

    /// The calendar day at this moment in a zone.
    pub fn local_date(self, zone: &Zone) -> Date {
        self.local(zone).date()
    }

    /// The time on the wall at this moment in a zone.
    pub fn local_time(self, zone: &Zone) -> Time {
        self.local(zone).time()
    }

    /// The wall-clock day and time at this moment in a zone.
    pub fn local(self, zone: &Zone) -> DateTime {
        zone.0.to_datetime(self.into())
    }
}

impl From<Timestamp> for jiff::Timestamp {
    fn from(moment: Timestamp) -> Self {
        // cannot fail: from_millis keeps the value inside jiff's range
        Self::from_millisecond(moment.0).unwrap_or(Self::UNIX_EPOCH)
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(moment: jiff::Timestamp) -> Self {
        Self::from_millis(moment.as_millisecond())
    }
}

impl From<i64> for Timestamp {
    fn from(ms: i64) -> Self {
        Self::from_millis(ms)
    }
}

impl From<Timestamp> for i64 {
    fn from(moment: Timestamp) -> Self {
        moment.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", jiff::Timestamp::from(*self))
    }
}

impl FromStr for Timestamp {
    type Err = NotAMoment;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.trim().parse::<jiff::Timestamp>().map(Self::from).map_err(|_| NotAMoment(text.to_owned()))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// A time zone by its IANA name (`Asia/Shanghai`). The zone tables are built in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(value_type = String, examples("Asia/Shanghai"))
)]
pub struct Zone(TimeZone);

/// A name that the zone tables do not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown time zone: {0}")]
pub struct UnknownZone(pub String);

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(TimeZone::UTC);

    /// The zone of an IANA name.
    pub fn named(name: &str) -> Result<Self, UnknownZone> {
        TimeZone::get(name.trim()).map(Self).map_err(|_| UnknownZone(name.to_owned()))
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The moment at which the wall clocks of the zone show this day and time. A time that a clock change skips
    /// becomes the moment after the gap.
    pub fn moment(&self, local: DateTime) -> Timestamp {
        self.0.to_timestamp(local).map_or_else(|_| Timestamp::from_millis(LATEST_MS), Timestamp::from)
    }
}

impl Default for Zone {
    /// China has one zone, and most teams work there.
    fn default() -> Self {
        Self::named("Asia/Shanghai").unwrap_or(Self::UTC)
    }
}

impl FromStr for Zone {
    type Err = UnknownZone;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::named(name)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::named(&name).map_err(de::Error::custom)
    }
}

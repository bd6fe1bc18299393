//! How much each agreement and disagreement says, in bits.
//!
//! After Fellegi and Sunter a field's weight is log2 of how much likelier its agreement is in two records of one person
//! than in records of two. The figures are estimates for lists of up to some millions, checked on FEBRL set 1 only;
//! fields that depend on one another (the parts of an address) are capped together.

/// Evidence against any two records being the same, before looking: about one in 2^16 of the pairs that share a key.
pub(super) const PRIOR: f64 = -16.0;

/// Bits that halve the remaining doubt on the score's scale: 7 bits above the prior give .92, 4 bits give .80.
pub(super) const SCALE: f64 = 2.0;

/// A field whose similarity runs from 0 to 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weight {
    /// Bits at similarity 1.
    pub(super) agree: f64,
    /// Bits at or below `floor`; negative.
    pub(super) disagree: f64,
    /// Similarity that chance alone reaches.
    pub(super) floor: f64,
}

impl Weight {
    const fn new(agree: f64, disagree: f64, floor: f64) -> Self {
        Self { agree, disagree, floor }
    }

    /// Bits for a similarity of 0 to 1.
    pub(super) fn bits(&self, similarity: f64) -> f64 {
        let share = ((similarity - self.floor) / (1.0 - self.floor)).clamp(0.0, 1.0);
        self.disagree + (self.agree - self.disagree) * share
    }
}

pub(super) const LATIN_FAMILY: Weight = Weight::new(8.0, -5.0, 0.60);
pub(super) const LATIN_GIVEN: Weight = Weight::new(7.0, -5.0, 0.60);
/// One of some hundred surnames, a few of which half the people bear.
pub(super) const HAN_FAMILY: Weight = Weight::new(4.5, -5.0, 0.0);
/// A character of a given name.
pub(super) const HAN_GIVEN_CHARACTER: f64 = 6.0;
pub(super) const HAN_GIVEN_MOST: f64 = 10.0;
/// Another character with the same sound: the usual slip of an input method.
pub(super) const HAN_GIVEN_HOMOPHONE: f64 = 4.5;
/// One of two characters shared: brothers and sisters share one too.
pub(super) const HAN_GIVEN_HALF: f64 = -2.0;
pub(super) const HAN_GIVEN_DISAGREE: f64 = -6.0;
/// A name in Han beside one in Latin letters.
pub(super) const SOUND: Weight = Weight::new(11.0, -8.0, 0.75);

/// The organisation itself: a full name is nearly unique, so it alone is worth a look.
pub(super) const ORGANISATION: Weight = Weight::new(20.5, -12.0, 0.70);
/// Where a person works: shared with all colleagues.
pub(super) const EMPLOYER: Weight = Weight::new(8.0, -1.0, 0.80);
pub(super) const CONTACT: Weight = Weight::new(8.0, -1.5, 0.75);

pub(super) const MOBILE: f64 = 18.0;
pub(super) const LANDLINE: f64 = 13.0;
pub(super) const PHONE_NEAR: f64 = 7.0;
pub(super) const PHONE_DISAGREE: f64 = -1.5;
pub(super) const EMAIL: f64 = 18.0;
/// `info@`, `sales@`: a whole company's box.
pub(super) const ROLE_EMAIL: f64 = 11.0;
pub(super) const EMAIL_DISAGREE: f64 = -1.0;

pub(super) const IDENTITY_SAME: f64 = 20.0;
pub(super) const IDENTITY_ONE_SLIP: f64 = 13.0;
pub(super) const IDENTITY_TWO_SLIPS: f64 = 5.0;
pub(super) const IDENTITY_DISAGREE: f64 = -7.0;

pub(super) const BIRTH_SAME: f64 = 13.0;
pub(super) const BIRTH_SLIP: f64 = 7.0;
pub(super) const BIRTH_MONTH_SAME: f64 = 9.0;
pub(super) const BIRTH_YEAR_SAME: f64 = 5.0;
pub(super) const BIRTH_DISAGREE: f64 = -6.0;

pub(super) const STREET_NUMBER: Weight = Weight::new(4.0, -1.5, 0.5);
pub(super) const STREET: Weight = Weight::new(9.0, -2.0, 0.30);
pub(super) const SUBURB: Weight = Weight::new(6.0, -2.0, 0.60);
/// A Chinese city, district or postcode, which tens of thousands to millions share.
pub(super) const HAN_AREA: Weight = Weight::new(3.0, -2.0, 0.60);
pub(super) const POSTCODE: Weight = Weight::new(6.0, -2.0, 0.5);
pub(super) const PROVINCE: Weight = Weight::new(1.5, -1.5, 0.5);
/// All parts of the address together: a household shares them all.
pub(super) const ADDRESS_MOST: f64 = 15.0;
pub(super) const ADDRESS_LEAST: f64 = -5.0;

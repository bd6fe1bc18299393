//! What customers bought, in which product lines, and how they stand in each.

table! {
    /// A product line. The general one is there from the start.
    product_line = "product_line" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        code: String,
        /// empty for the general line until somebody names it
        name: String,
        /// how often its customers usually buy: `month`, `quarter` or `half_year`
        rhythm: String,
        /// whether it is sold by contracts that end
        contract: bool,
        /// what an ordinary order is worth, minor units
        ordinary_order_minor: Option<i64>,
        currency: Option<String>,
        created_at: i64,
        updated_at: i64,
        archived_at: Option<i64>,
        version: i32,
    }
}

table! {
    product = "product" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        line_id: Uuid,
        sku: String,
        name: String,
        unit: Option<String>,
        created_at: i64,
        updated_at: i64,
        archived_at: Option<i64>,
        version: i32,
    }
}

table! {
    /// An order, or a return with negative amounts. A mistaken one is voided, not deleted.
    customer_order = "customer_order" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        party_id: Uuid,
        number: Option<String>,
        /// the number while the order stands, unique within the source; a voided order holds none
        number_key: Option<String>,
        /// where the number comes from: `manual`, or the name of a system
        source: String,
        /// `order` or `return`
        kind: String,
        ordered_at: i64,
        /// days since 1970 of `ordered_at` in the company's zone; a return belongs to the day of its booking
        day: i32,
        currency: String,
        /// the net sum of the lines, minor units
        amount_minor: i64,
        /// none where the margin of a line is not known
        margin_minor: Option<i64>,
        /// the last day of a contract
        contract_until_day: Option<i32>,
        note: String,
        /// the order that a return belongs to
        returned_id: Option<Uuid>,
        /// who held the customer then
        owner_id: Option<Uuid>,
        import_id: Option<Uuid>,
        created_by: Option<Uuid>,
        created_at: i64,
        voided_at: Option<i64>,
        voided_by: Option<Uuid>,
        void_reason: Option<String>,
    }
}

table! {
    order_line = "order_line" {
        #[sea_orm(primary_key, auto_increment = false)]
        order_id: Uuid,
        /// from 0
        #[sea_orm(primary_key, auto_increment = false)]
        position: i32,
        line_id: Uuid,
        product_id: Option<Uuid>,
        /// thousandths of the product's unit; negative in a return
        quantity_milli: i64,
        amount_minor: i64,
        margin_minor: Option<i64>,
        /// the row of the imported file
        import_row: Option<i64>,
    }
}

table! {
    /// What a customer buys from a rival, as far as somebody knows. Appended; a mistaken one is retracted.
    rival_share = "rival_share" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        party_id: Uuid,
        line_id: Uuid,
        rival: String,
        amount_minor: i64,
        currency: String,
        from_day: i32,
        to_day: i32,
        /// `known` or `estimated`
        source: String,
        note: String,
        by: Option<Uuid>,
        at: i64,
        retracted_at: Option<i64>,
    }
}

table! {
    /// How a customer stands in a product line now: a projection of the orders that stand.
    line_status = "line_status" {
        #[sea_orm(primary_key, auto_increment = false)]
        party_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        line_id: Uuid,
        /// `prospect` or `customer`
        status: String,
        first_day: i32,
        last_day: i32,
        /// days on which something of the line was bought
        orders: i32,
        /// the last day on which they count as a customer without another order
        still_buying_until_day: Option<i32>,
    }
}

table! {
    /// A customer who came, left or came back in a product line. Appended; what an order that came in late, or one that was
    /// voided, shows to have been otherwise is retracted.
    line_conversion = "line_conversion" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        party_id: Uuid,
        line_id: Uuid,
        /// `forward`, `backward` or `won_back`
        kind: String,
        day: i32,
        /// why, as somebody said who asked; none where nobody did
        cause: Option<String>,
        note: Option<String>,
        by: Option<Uuid>,
        answered_at: Option<i64>,
        at: i64,
        retracted_at: Option<i64>,
    }
}

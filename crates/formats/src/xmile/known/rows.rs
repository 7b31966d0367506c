//! The rows, in the order of the standard's sections.

use super::Fate::{Aside, Kept, Lost, Redundant, Used};
use super::Known;

/// A row without attributes.
const fn row(
    inside: &'static str,
    tags: &'static str,
    fate: super::Fate,
    says: &'static str,
) -> Known {
    Known { inside, tags, fate, says, attributes: "", others: &[] }
}

/// A row with attributes that are read.
const fn with(mut known: Known, attributes: &'static str) -> Known {
    known.attributes = attributes;
    known
}

/// A row with attributes that are not.
const fn but(
    mut known: Known,
    others: &'static [(&'static str, super::Fate, &'static str)],
) -> Known {
    known.others = others;
    known
}

/// All rows.
pub const KNOWN: &[Known] = &[
    // 2: the file
    with(row("file", "xmile", Used, "XMILE 1.0, 2"), "version level xmlns"),
    row("xmile", "header", Used, "2.2"),
    but(
        with(
            row(
                "header",
                "vendor product",
                Used,
                "whose rules hold where the standard leaves a choice, see below",
            ),
            "version lang",
        ),
        &[("isee:build_number", Redundant, ""), ("isee:saved_by_v1", Redundant, "")],
    ),
    row("header", "name caption", Used, "title and argument"),
    row("header", "options smile", Redundant, "2.2.1: what a file uses is seen where it is used"),
    row(
        "options",
        "uses_arrays",
        Used,
        "`invalid_index_value=\"NaN\"` is told: indices out of bounds give 0",
    ),
    row(
        "options smile",
        "uses_conveyor uses_conveyors uses_queue uses_submodels uses_macros uses_event_posters has_model_view has_model_views uses_outputs uses_inputs uses_annotation uses_annotations",
        Redundant,
        "",
    ),
    row(
        "header",
        "version image author affiliation client copyright contact created modified uuid",
        Aside,
        "",
    ),
    row("header", "includes", Used, "2.11"),
    but(
        with(
            row(
                "includes",
                "include",
                Used,
                "files of the model's own folder; `*` stands for any letters. An address of the network, and anything outside the folder, is not opened and told",
            ),
            "resource",
        ),
        &[],
    ),
    but(
        with(
            row(
                "xmile model macro",
                "sim_specs",
                Used,
                "2.3; the root model's own win over the file's",
            ),
            "method time_units isee:save_interval isee:sim_duration",
        ),
        &[
            ("pause", Lost, "runs do not pause"),
            ("run_by", Lost, "the whole model is run"),
            ("isee:pause_after_rates", Aside, ""),
            ("isee:simulation_delay", Aside, ""),
            ("isee:restore_on_start", Aside, ""),
            (
                "isee:instantaneous_flows",
                Aside,
                "how Stella animates: seen in files whose numbers are plain Euler's",
            ),
        ],
    ),
    row("sim_specs", "start stop", Used, ""),
    with(row("sim_specs", "dt", Used, "`reciprocal=\"true\"` makes 4 a quarter"), "reciprocal"),
    with(
        row("sim_specs", "save_step saveper", Used, "of tools without `isee:save_interval`"),
        "reciprocal",
    ),
    row("sim_specs", "time_units", Used, "written as an element by some tools"),
    row("sim_specs", "method", Used, "written as an element by some tools"),
    row("sim_specs", "pause", Lost, "runs do not pause"),
    but(row("sim_specs", "run", Redundant, ""), &[("by", Lost, "the whole model is run")]),
    row("xmile", "model_units", Used, "2.4; a name defined by the file wins over a known one"),
    with(
        row("model_units", "unit units", Used, "`disabled` names are not replaced"),
        "name disabled",
    ),
    row("unit units", "eqn alias", Used, ""),
    row("xmile", "dimensions", Used, "2.5"),
    with(
        row(
            "dimensions",
            "dim",
            Used,
            "all of whose elements lie in an earlier, larger dimension: a part of it",
        ),
        "name size",
    ),
    with(row("dim", "elem", Used, ""), "name"),
    row("dim", "isee:maps_to", Used, "element by element, in order, both ways"),
    row(
        "xmile model",
        "behavior",
        Used,
        "2.6; an element's own word wins over the model's, that over the file's",
    ),
    row("behavior", "non_negative", Used, ""),
    row("behavior", "stock flow", Used, ""),
    row("stock flow", "non_negative", Used, "see below for what it makes of stocks"),
    row("xmile", "style", Aside, "2.7; that of a view is kept"),
    row("xmile", "data", Used, "2.8"),
    with(
        row(
            "data",
            "import",
            Used,
            "csv and spreadsheets of the model's folder, see below; an address of the network, XML, and what is `on_demand` is told",
        ),
        "type enabled frequency orientation resource worksheet",
    ),
    row("data", "export", Lost, "nothing is written by a model: use `interregnum run --out`"),
    // 4: models
    but(
        with(
            row("xmile", "model", Used, "4; the one without a name is the root"),
            "name simlin:model_name",
        ),
        &[
            ("resource", Used, "read from the model's folder"),
            ("run", Lost, "the whole model is run"),
            (
                "encryption-scheme",
                Lost,
                "an encrypted model cannot be read: save it without a password",
            ),
            ("iv", Redundant, ""),
            ("hmac", Redundant, ""),
        ],
    ),
    row("model macro", "variables", Used, "4"),
    row("model macro", "views", Kept, "5, 6; see the drawing below"),
    but(
        with(
            row("variables model", "stock flow aux gf", Used, "4.1 to 4.4"),
            "name flow_concept type leak_start leak_end discrete isee:spreadflow",
        ),
        &[
            ("access", Redundant, "connections say which variables modules share"),
            ("autoexport", Redundant, ""),
            ("resource", Lost, "the variable's own equation is taken"),
            ("isee:autocreated", Aside, ""),
            ("isee:derived_units", Aside, ""),
            ("ai_state", Aside, ""),
            ("interregnum:input", Redundant, ""),
            ("interregnum:distribution", Redundant, ""),
        ],
    ),
    row(
        "variable element macro",
        "eqn",
        Used,
        "an array may list its values, `1, 2, 3`, the last dimension fastest (Vensim, xmutil)",
    ),
    row(
        "variable",
        "init_eqn",
        Used,
        "the equation at the start alone: Vensim's `ACTIVE INITIAL` (Stella, xmutil)",
    ),
    row("element", "init_eqn", Used, ""),
    row("variable element", "mathml", Lost, "only `eqn` is read"),
    row("variable gf macro module group", "units doc", Used, ""),
    with(row("variable", "range scale", Used, "4.1.1"), "min max"),
    with(row("gf", "range scale", Used, ""), "min max"),
    with(
        row("variable gf macro", "format", Used, "4.1.1; carried through"),
        "precision scale_by display_as delimit_000s",
    ),
    but(row("variable", "event_poster", Lost, "runs do not pause and show no messages"), &[]),
    row("variable", "dimensions", Used, "4.1.4"),
    with(row("variable", "element", Used, "4.5.2"), "subscript"),
    row("element", "non_negative", Lost, "the word of the whole array holds for all its elements"),
    // 4.1.3
    with(row("variable element", "gf", Used, "4.1.3"), "name type discrete"),
    with(row("gf element", "xscale yscale", Used, ""), "min max"),
    with(row("gf element", "xpts ypts", Used, "x may fall all along: it is turned round"), "sep"),
    // 4.2, 4.3
    row("stock", "inflow outflow", Used, "in order of priority"),
    with(
        row("stock", "conveyor", Used, "4.2.1; see below"),
        "discrete batch_integrity one_at_a_time exponential_leak",
    ),
    row("conveyor", "len capacity in_limit sample arrest", Used, ""),
    row("stock", "queue", Used, "4.2; see below"),
    row(
        "flow",
        "multiplier",
        Used,
        "4.3: the stock that is filled gets the flow times this, as a flow of its own called `... converted`",
    ),
    row("flow", "overflow", Used, "4.3"),
    row("flow", "leak leak_integers", Used, "4.3"),
    row(
        "flow",
        "isee:distrib_eq",
        Used,
        "by what an inflow with `isee:spreadflow=\"dist\"` is spread",
    ),
    row("stock", "oven isee:oven", Used, "an error: what an oven does is not published"),
    row(
        "aux stock flow",
        "isee:delay_aux delay_aux",
        Used,
        "a mark of the drawing: the equation says the delay",
    ),
    row("variable", "isee:summing", Redundant, "the equation says the sum"),
    // 4.6, 4.7
    but(
        with(row("variables model", "group", Used, "4.6"), "name"),
        &[("run", Aside, "the whole model is run")],
    ),
    with(row("group", "entity var", Used, ""), "name"),
    but(
        with(
            row(
                "variables model",
                "module",
                Used,
                "4.7; its variables are called `module.variable`",
            ),
            "name simlin:model_name",
        ),
        &[("resource", Used, "read from the model's folder"), ("isee:label", Aside, "")],
    ),
    with(
        row(
            "module",
            "connect connect2",
            Used,
            "4.7.1; where both stand, `connect2`, which Stella reads",
        ),
        "to from",
    ),
    // 4.8
    but(
        with(row("xmile", "macro", Used, "4.8"), "name"),
        &[
            ("filter", Used, "`non_negative` is built in; another is an error"),
            ("applyto", Redundant, ""),
            ("namespace", Redundant, "a macro's name is looked for first"),
        ],
    ),
    with(row("macro", "parm", Used, ""), "default"),
    // Tools' own
    row("model", "display interface isee:extra_collection_variables", Aside, ""),
    row("variable module", "display", Aside, "before the standard; not drawn"),
    row("variables", "isee:dependencies", Redundant, "the equations say them"),
    row(
        "xmile",
        "isee:prefs prefs equation_prefs isee:data_manager isee:equation_prefs isee:multiplayer_settings isee:number_format_extenders isee:time_formats default_format ai_information isee:dependencies",
        Aside,
        "",
    ),
    row("xmile", "interregnum:claim interregnum:series", Aside, "our own, for people"),
];

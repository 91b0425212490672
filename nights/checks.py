"""Every rule of the content, in the order in which it is checked: these lists are the specification."""

from nights.archive_checks import (
    a_lost_tie_is_the_last,
    articles_belong,
    catalogues_are_complete,
    countries_are_written_one_way,
    eras_are_in_order,
    every_season_has_its_file,
    legs_mirror_each_other,
    matchdays_are_in_order,
    one_match_a_day,
    players_are_of_age,
    registers_hold_only_what_is_used,
    registers_name_their_sources,
    shared_texts_are_in_the_sites_languages,
    tables_add_up,
    tables_agree_with_the_matches,
    texts_are_clean,
    the_site_is_itself,
    ties_end_by_the_rules,
    time_zones_exist,
    translations_fill_in_the_same,
)
from nights.match_checks import (
    a_crowd_or_closed_doors,
    a_match_without_a_result_is_empty,
    a_played_match_is_told,
    cards_follow_the_laws,
    disputes_are_disputes,
    eleven_start,
    every_fact_has_a_source,
    every_id_exists,
    extra_time_only_in_a_tie,
    gaps_are_true,
    goals_and_cards_are_in_order,
    only_those_on_the_pitch_act,
    our_club_plays,
    players_belong_to_the_line_ups,
    stoppage_only_where_a_period_ends,
    substitutions_make_sense,
    the_date_is_in_the_season,
    the_file_name_says_date_and_opponent,
    the_goals_add_up,
    the_score_layers_agree,
    the_stage_fits,
)

MATCH_CHECKS = (
    the_file_name_says_date_and_opponent,
    the_date_is_in_the_season,
    our_club_plays,
    every_id_exists,
    the_stage_fits,
    a_match_without_a_result_is_empty,
    the_score_layers_agree,
    extra_time_only_in_a_tie,
    the_goals_add_up,
    goals_and_cards_are_in_order,
    eleven_start,
    players_belong_to_the_line_ups,
    substitutions_make_sense,
    only_those_on_the_pitch_act,
    cards_follow_the_laws,
    stoppage_only_where_a_period_ends,
    a_crowd_or_closed_doors,
    every_fact_has_a_source,
    gaps_are_true,
    disputes_are_disputes,
    a_played_match_is_told,
)

CONTENT_CHECKS = (
    the_site_is_itself,
    one_match_a_day,
    every_season_has_its_file,
    tables_add_up,
    eras_are_in_order,
    countries_are_written_one_way,
    time_zones_exist,
    registers_name_their_sources,
    players_are_of_age,
    articles_belong,
    catalogues_are_complete,
    translations_fill_in_the_same,
    shared_texts_are_in_the_sites_languages,
    texts_are_clean,
)

# Worth saying, but no reason to refuse a build; `--strict` refuses it.
ADVICE = (registers_hold_only_what_is_used,)

ARCHIVE_CHECKS = (
    tables_agree_with_the_matches,
    legs_mirror_each_other,
    ties_end_by_the_rules,
    a_lost_tie_is_the_last,
    matchdays_are_in_order,
)

# Without these the matches cannot be put together, so the checks of the archive have to wait.
STRUCTURE = frozenset(
    check.__name__
    for check in (
        the_site_is_itself,
        every_id_exists,
        our_club_plays,
        the_stage_fits,
        a_match_without_a_result_is_empty,
        every_season_has_its_file,
    )
)

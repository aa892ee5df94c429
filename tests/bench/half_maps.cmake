# half_maps_bench: what two half maps cost; half_maps_bench --relion compares with RELION (tests/bench/half_maps/relion).
add_executable(half_maps_bench ${CMAKE_CURRENT_LIST_DIR}/half_maps/half_maps_bench.cpp
               ${CMAKE_CURRENT_LIST_DIR}/half_maps/make_halves.cpp)
target_link_libraries(half_maps_bench PRIVATE test_support)

# costs_bench EDGE: processor time per voxel of every product and check: the table in core/run/costs.cpp.
add_executable(costs_bench ${CMAKE_CURRENT_LIST_DIR}/costs.cpp ${CMAKE_CURRENT_LIST_DIR}/half_maps/make_halves.cpp)
target_link_libraries(costs_bench PRIVATE test_support)
